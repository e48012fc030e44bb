// The studio's script: progress as it happens, uploads, the microphone, and the review.
// Every page works with what the server has written into it; this adds what must be quick.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const shared = JSON.parse($("#shared").textContent);

/** A text in the page's language, with its `{}` filled in turn. */
function t(text, ...values) {
  let at = 0;
  return (shared.texts[text] ?? text).replace(/\{\}/g, (whole) => (at < values.length ? values[at++] : whole));
}

/** An element with attributes and children; what children say is text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

function tell(text, seconds = 4) {
  const place = $("#told");
  place.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => (place.textContent = ""), seconds * 1000);
}

/** What was sent and is not answered yet; whoever leaves the page waits for it. */
let pending = Promise.resolve();

/** Ask the server; an error of its own comes back as an Error in the page's language. */
async function ask(method, path, body, headers = {}) {
  const asked = fetch(path, { method, body, headers: { "X-CSRF": shared.csrf, ...headers } });
  if (method === "POST") pending = Promise.allSettled([pending, asked]);
  const answer = await asked;
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  const error = new Error([said.error ?? t("The studio answers {}", answer.status), said.hint].filter(Boolean).join(" "));
  error.status = answer.status;
  error.said = said;
  throw error;
}

/** Milliseconds as 4:05 or 1:04:05.3. */
function clock(time, digits = 0) {
  const step = 10 ** (3 - digits);
  const ticks = digits ? Math.round(time / step) : Math.floor(time / step);
  const seconds = Math.floor(ticks / 10 ** digits);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = digits ? `.${String(ticks % 10 ** digits).padStart(digits, "0")}` : "";
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}${rest}`;
}

/** A time that a person wrote, in milliseconds; NaN where it is none. */
function parseClock(text) {
  const found = /^(?:(?:(\d+):)?(\d{1,3}):)?(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!found) return NaN;
  const [hours, minutes, seconds] = [found[1], found[2], found[3]].map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((found[4] ?? "0").padEnd(3, "0"));
}

// --- progress -----------------------------------------------------------------

const STAGES = {
  ingest: t("Taking the recording in"), measure: t("Measuring"), condition: t("Cleaning the sound"),
  transcribe: t("Listening to every word"), parse: t("Reading the text"), align: t("Finding the sections"),
  edit: t("Editing"), chapter: t("Making chapters"), caption: t("Writing captions"), render: t("Encoding"),
  chart: t("Drawing the loudness"), notes: t("Writing notes"), page: t("Making the page"),
  item: t("Writing the feed item"), feed: t("Writing the feed"), publish: t("Sending"), verify: t("Reading back"),
  rollback: t("Going back"),
};
const VERBS = { build: t("Building"), publish: t("Publishing"), verify: t("Reading back what is live"), rollback: t("Going back to an earlier feed") };

function left(job) {
  if (job.state === "waiting") return t("waits for its turn");
  if (job.left == null) return t("the time left is not known yet");
  return job.left < 60 ? t("about {} seconds left", job.left) : t("about {} minutes left", Math.round(job.left / 60));
}

function control(job, verb, label) {
  return make("form", { method: "post", action: `/jobs/${job.id}/${verb}` },
    make("input", { type: "hidden", name: "csrf", value: shared.csrf }), make("button", {}, label));
}

function stageList(job) {
  const words = { finished: t("done"), cached: t("was there already"), failed: t("failed"), started: "…" };
  return make("ul", { class: "stages" }, ...(job.stages ?? []).map((stage) =>
    make("li", { class: stage.state === "started" ? "running" : stage.state ?? "" },
      make("span", {}, STAGES[stage.name] ?? stage.name),
      make("span", {}, stage.state === "running" ? `${Math.floor((stage.share ?? 0) * 100)} %` : words[stage.state] ?? ""))));
}

/** What a job is doing, or how it ended, written into its place. */
function showJob(place, job) {
  place.hidden = !job || (job.state === "done" && job.verb === "build");
  if (place.hidden) return;
  const name = VERBS[job.verb] ?? job.verb;
  const old = $("details", place);
  const parts = [];
  if (job.state === "running" || job.state === "waiting") {
    const share = Math.floor((job.share ?? 0) * 100);
    parts.push(make("h2", {}, name), make("p", { class: "quiet", "data-left": true }, `${share} % · ${left(job)}`),
      make("progress", { max: 100, value: share, "aria-label": name }), stageList(job));
    parts.push(control(job, "cancel", t("Cancel")));
  } else if (job.state === "failed") {
    parts.push(make("h2", {}, t("{}: that did not work", name)), make("p", { class: "wrong", role: "alert" }, t(job.error)));
    if (job.hint) parts.push(make("p", {}, t(job.hint)));
    parts.push(control(job, "retry", t("Try again")));
  } else if (job.state === "cancelled") {
    parts.push(make("h2", {}, t("{}: cancelled", name)), make("p", { class: "quiet" }, t("What was finished is kept.")), control(job, "retry", t("Go on")));
  } else {
    parts.push(make("h2", {}, t("{}: done", name)));
  }
  place.replaceChildren(...parts, old?.dataset.id === job.id ? old : logOf(job));
}

function logOf(job) {
  const text = make("pre", { tabindex: "0" });
  const details = make("details", { "data-id": job.id }, make("summary", {}, t("What happened in detail")), text);
  details.addEventListener("toggle", async () => {
    if (details.open) text.textContent = (await (await fetch(`/jobs/${job.id}/log`)).text()) || t("Nothing yet.");
  });
  return details;
}

function showQueue(place, jobs) {
  const open = jobs.filter((job) => job.state === "running" || job.state === "waiting");
  place.hidden = !open.length;
  place.replaceChildren(make("ul", {}, ...open.map((job) => {
    const share = Math.floor((job.share ?? 0) * 100);
    return make("li", {},
      make("a", { href: job.episode ? `/episodes/${job.episode}` : "/publish" }, `${VERBS[job.verb] ?? job.verb} ${job.episode}`),
      make("progress", { max: 100, value: share, "aria-label": job.episode || job.verb }),
      make("span", { class: "quiet" }, job.state === "running" ? `${share} % · ${left(job)}` : left(job)),
      control(job, "cancel", t("Cancel")));
  })));
}

const isOpen = (job) => job && (job.state === "running" || job.state === "waiting");

function showJobs(jobs, before) {
  const running = jobs.find((job) => job.state === "running");
  const busy = $("#busy");
  busy.hidden = !running;
  busy.textContent = running ? `${VERBS[running.verb] ?? running.verb} ${running.episode} ${Math.floor((running.share ?? 0) * 100)} %` : "";
  const queue = $("#queue");
  if (queue) showQueue(queue, jobs);
  const place = $("#job");
  const verbs = place?.dataset.jobVerbs?.split(" ");
  const mine = (list) => list.filter((job) => (verbs ? verbs.includes(job.verb) : job.verb === "build" && job.episode === place?.dataset.jobOf));
  if (place) {
    const own = mine(jobs);
    showJob(place, own.find((job) => job.state === "running") ?? own.find(isOpen) ?? own.at(-1));
  }
  // What the server wrote is of another state: take it anew, but not under somebody's hands.
  const ended = (before ?? []).some((job) => isOpen(job) && !isOpen(jobs.find((one) => one.id === job.id)));
  const about = place ? !mine(jobs).some(isOpen) && mine(before ?? []).some(isOpen) : ended && Boolean(queue);
  if (about && !document.body.dataset.working) location.reload();
}

function follow() {
  let jobs = shared.jobs;
  showJobs(jobs);
  const stream = new EventSource("/events");
  stream.addEventListener("message", (message) => {
    const now = JSON.parse(message.data);
    showJobs(now, jobs);
    jobs = now;
  });
  addEventListener("pagehide", () => stream.close());
}

// --- a recording comes in ------------------------------------------------------

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const sha256 = async (blob) => crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** Send one piece, again and again while the line is broken; gives the new offset. */
async function sendPiece(id, offset, piece, stopped) {
  for (let tries = 0; ; tries++) {
    try {
      const headers = { "Upload-Offset": String(offset), "Upload-Checksum": `sha256 ${base64(await sha256(piece))}`, "Content-Type": "application/offset+octet-stream" };
      const answer = await ask("PATCH", `/uploads/${id}`, piece, headers);
      return Number(answer.headers.get("Upload-Offset"));
    } catch (error) {
      if (stopped()) return null;
      if (error.status === 409) return (await (await ask("GET", `/uploads/${id}`)).json()).offset;
      if (error.status && error.status !== 460) throw error;
      tell(t("The line is broken. Trying again …"), 10);
      await pause(Math.min(30, 2 ** Math.min(tries, 5) / 2));
    }
  }
}

function uploader(drop) {
  const [box, text, bar] = [$("#upload"), $("#upload-text"), $("#upload-bar")];
  let stopped = false;
  $("#upload-stop").addEventListener("click", () => {
    stopped = true;
    location.reload();
  });

  async function send(file) {
    document.body.dataset.working = "upload";
    stopped = false;
    box.hidden = false;
    text.textContent = t("Looking at “{}” …", file.name);
    const mark = [file.size, file.lastModified, hex(await sha256(file.slice(0, 1 << 20)))].join(" ");
    const begun = await ask("POST", `/episodes/${drop.dataset.episode}/uploads`, JSON.stringify({ name: file.name, size: file.size, mark }));
    let { id, offset } = await begun.json();
    const began = performance.now();
    const first = offset;
    if (first) tell(t("Going on where it stopped, at {} %.", Math.floor((first / file.size) * 100)));
    while (offset < file.size) {
      offset = await sendPiece(id, offset, file.slice(offset, offset + shared.piece), () => stopped);
      if (stopped) return;
      const share = Math.floor((offset / file.size) * 100);
      const rest = ((performance.now() - began) * (file.size - offset)) / Math.max(1, offset - first);
      bar.value = share;
      text.textContent = `${file.name}: ${share} % · ${t("{} left", clock(rest))}`;
    }
    text.textContent = t("Everything is here. Looking at the sound …");
    await finish(id);
  }

  async function finish(id) {
    const instead = $("input[name=instead]:checked")?.value !== "";
    await ask("POST", `/uploads/${id}/finish`, JSON.stringify({ instead }));
    delete document.body.dataset.working;
    location.assign(`/episodes/${drop.dataset.episode}`);
  }

  const take = (file) => send(file).catch((error) => {
    delete document.body.dataset.working;
    text.textContent = error.message;
    text.classList.add("wrong");
    text.setAttribute("role", "alert");
  });
  $("#sound").addEventListener("change", (event) => event.target.files[0] && take(event.target.files[0]));
  // It looks like a button, so Enter has to do what it does on one.
  $("#sound").addEventListener("keydown", (event) => event.key === "Enter" && event.target.click());
  dropping(drop, (files) => take(files[0]));
  for (const button of $$("[data-finish]")) button.addEventListener("click", () => finish(button.dataset.finish).catch((error) => tell(error.message, 10)));
  for (const button of $$("[data-forget]")) button.addEventListener("click", async () => {
    await ask("DELETE", `/uploads/${button.dataset.forget}`);
    button.closest("p").remove();
  });
  addEventListener("beforeunload", (event) => {
    if (document.body.dataset.working && !stopped) event.preventDefault();
  });
  return { finish };
}

function dropping(place, take) {
  const over = (event) => {
    event.preventDefault();
    place.classList.add("over");
  };
  place.addEventListener("dragover", over);
  place.addEventListener("dragenter", over);
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
  });
  // A file that misses its place would open in the window, and the page be gone.
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
}

/** The microphone: what it hears goes to the server every few seconds, so nothing can be lost. */
function microphone(drop, finish) {
  const start = $("#mic-start");
  if (!navigator.mediaDevices || !window.MediaRecorder) {
    start.disabled = true;
    return;
  }
  start.addEventListener("click", () => record().catch((error) => tell(error.name === "NotAllowedError" ? t("The browser may not use the microphone. Allow it in the address bar.") : error.message, 10)));

  async function record() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    const type = ["audio/webm;codecs=opus", "audio/mp4"].find((one) => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 192000 });
    const name = type.startsWith("audio/webm") ? "microphone.webm" : "microphone.mp4";
    const begun = await ask("POST", `/episodes/${drop.dataset.episode}/uploads`, JSON.stringify({ name, size: null }));
    const { id } = await begun.json();
    let sending = Promise.resolve(0);
    recorder.addEventListener("dataavailable", (event) => {
      if (event.data.size) sending = sending.then((offset) => sendPiece(id, offset, event.data, () => false));
    });
    document.body.dataset.working = "microphone";
    const meter = levels(stream, recorder);
    recorder.start(3000);
    start.hidden = true;
    $("#mic-on").hidden = false;
    $("#mic-pause").onclick = () => {
      recorder.state === "paused" ? recorder.resume() : recorder.pause();
      $("#mic-pause").textContent = recorder.state === "paused" ? t("Go on") : t("Pause");
    };
    $("#mic-stop").focus();
    $("#mic-stop").onclick = () => {
      recorder.onstop = async () => {
        meter();
        stream.getTracks().forEach((track) => track.stop());
        await sending;
        await finish(id).catch((error) => tell(error.message, 10));
      };
      recorder.stop();
    };
  }

  function levels(stream, recorder) {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let seconds = 0;
    let loudest = 0;
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const peak = Math.max(...samples.map(Math.abs));
      loudest = Math.max(peak, loudest * 0.98);
      $("#mic-level").value = peak;
      if (recorder.state === "recording") seconds += 0.1;
      $("#mic-time").textContent = clock(seconds * 1000);
      $("#mic-hint").textContent = loudest > 0.98 ? t("Too loud: go further away or turn the level down.") : seconds > 3 && loudest < 0.05 ? t("Very soft: come nearer or turn the level up.") : t("The level is good.");
    }, 100);
    return () => {
      clearInterval(timer);
      context.close();
    };
  }
}

// --- a text comes in ------------------------------------------------------------

function textDrop(form) {
  dropping(form, (files) => {
    $("input[type=file]", form).files = files;
    form.requestSubmit();
  });
}

// --- the review -----------------------------------------------------------------

async function player(root) {
  const audio = $("#audio");
  const { default: WaveSurfer } = await import("/static/vendor/wavesurfer.esm.js");
  const drawn = await (await fetch(`/episodes/${root.dataset.slug}/waveform`)).json();
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const wave = WaveSurfer.create({
    container: "#wave", media: audio, peaks: [drawn.peaks], duration: drawn.duration, height: 94, barWidth: 2,
    barGap: 1, barRadius: 1, waveColor: color("--wave"), progressColor: color("--accent"), cursorColor: color("--ink"),
    normalize: true, cspNonce: shared.nonce,
  });
  $("#zoom").addEventListener("input", (event) => wave.zoom(Number(event.target.value)));
  $("#speed").addEventListener("change", (event) => (audio.playbackRate = Number(event.target.value)));
  const button = $("#play");
  button.addEventListener("click", () => toggle());
  audio.addEventListener("play", () => (button.textContent = t("Pause")));
  audio.addEventListener("pause", () => (button.textContent = t("Play")));
  $("#back5").addEventListener("click", () => jump(-5));
  $("#on5").addEventListener("click", () => jump(5));
  audio.addEventListener("timeupdate", () => {
    $("#clock").textContent = clock(audio.currentTime * 1000, 1);
    if (stop != null && audio.currentTime * 1000 >= stop) {
      stop = null;
      audio.pause();
    }
  });
  let stop = null;
  const toggle = () => {
    stop = null;
    audio.paused ? audio.play() : audio.pause();
  };
  const jump = (seconds) => (audio.currentTime = Math.max(0, audio.currentTime + seconds));
  const play = (from, to) => {
    audio.currentTime = Math.max(0, from / 1000);
    stop = to;
    audio.play();
  };
  return { audio, wave, toggle, jump, play, now: () => Math.round(audio.currentTime * 1000), duration: Number(root.dataset.duration) };
}

const versions = (root) => JSON.parse(root.dataset.versions);

/** The chapter table: what stands in it is what will be. */
function chapters(root, heard) {
  const body = $("#chapters tbody");
  const given = JSON.parse($("#table").textContent);
  let version = versions(root)["chapters.toml"];
  let rows = given.rows;
  let dropped = given.dropped;
  let saved = JSON.stringify([rows, dropped]);
  const history = [];

  const state = () => JSON.stringify([rows, dropped]);
  const remember = () => history.push(state());

  function change(act) {
    remember();
    act();
    rows.sort((one, other) => one.start - other.start);
    draw();
  }

  function touch() {
    const dirty = state() !== saved;
    if (dirty) document.body.dataset.working = "chapters";
    else delete document.body.dataset.working;
    $("#save").disabled = !dirty;
    $("#undo").disabled = !history.length;
  }

  function draw() {
    body.replaceChildren(...rows.map(rowOf));
    drawDropped();
    marks();
    touch();
  }

  function rowOf(row, index) {
    const name = row.title || t("Chapter {}", index + 1);
    const time = make("input", { class: "time", value: clock(row.start, 1), inputmode: "decimal", "aria-label": t("Start of “{}”", name), disabled: index === 0, id: `time-${index}` });
    const title = make("input", { class: "name", value: row.title, "aria-label": t("Title of chapter {}", index + 1), id: `title-${index}` });
    const move = (by) => change(() => (row.start = Math.min(heard.duration, Math.max(0, row.start + by))));
    const refocus = () => $(`#time-${rows.indexOf(row)}`)?.focus();
    // What is typed counts at once, so that nobody has to leave the field before saving.
    const typed = (input, take) => {
      let before = null;
      input.addEventListener("focus", () => (before = state()));
      input.addEventListener("input", () => {
        if (before != null) history.push(before);
        before = null;
        take();
        touch();
      });
    };
    typed(time, () => {
      const value = parseClock(time.value);
      const bad = Number.isNaN(value) || value > heard.duration;
      time.classList.toggle("bad", bad);
      time.setAttribute("aria-invalid", String(bad));
      if (!bad) row.start = value;
    });
    time.addEventListener("change", () => {
      if (time.getAttribute("aria-invalid") === "true") tell(t("Write the time as 1:02.5; the recording is {} long.", clock(heard.duration)));
      else if (rows.some((one, at) => at && one.start < rows[at - 1].start)) {
        rows.sort((one, other) => one.start - other.start);
        draw();
      }
    });
    time.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      move(event.key === "ArrowUp" ? 100 : -100);
      refocus();
    });
    typed(title, () => (row.title = title.value));
    const button = (label, hint, act, off = false) => make("button", { onclick: act, disabled: off, "aria-label": `${hint}: ${name}`, title: hint }, label);
    return make("tr", { "data-start": row.start },
      make("td", {}, make("span", { class: "bar" }, button("−", t("0.1 s earlier"), () => { move(-100); refocus(); }, !index), time, button("+", t("0.1 s later"), () => { move(100); refocus(); }, !index), button("⤓", t("Set to the playhead"), () => change(() => (row.start = heard.now())), !index), button("▶", t("Play 5 s around"), () => heard.play(row.start - 2500, row.start + 2500)))),
      make("td", {}, title),
      make("td", {}, make("span", { class: "bar" }, button(t("Merge"), t("Merge with the chapter before"), () => drop(row), !index), button(t("Delete"), t("Delete"), () => drop(row), rows.length < 2))));
  }

  function drop(row) {
    const index = rows.indexOf(row);
    change(() => {
      rows.splice(index, 1);
      if (row.section) dropped.push([row.section, row.title]);
      if (index === 0 && rows.length) rows[0].start = 0;
    });
    $(`#title-${Math.min(index, rows.length - 1)}`)?.focus();
  }

  function drawDropped() {
    $("#dropped").replaceChildren(...(dropped.length ? [make("p", { class: "quiet" }, t("Without a chapter of their own:"), " ", ...dropped.map(([section, heading]) =>
      make("button", { class: "plain", onclick: () => bringBack(section) }, t("Bring back “{}”", heading))))] : []));
  }

  // Where a section was spoken the server knows, so it brings the row back.
  const bringBack = (section) => {
    remember();
    dropped = dropped.filter(([one]) => one !== section);
    save();
  };

  function marks() {
    $$(".marks").forEach((old) => old.remove());
    const layer = make("div", { class: "marks" });
    for (const row of rows) {
      const mark = make("span", { class: "chapter-mark" });
      mark.style.left = `${(row.start / heard.duration) * 100}%`;
      layer.append(mark);
    }
    heard.wave.getWrapper().append(layer);
    Object.assign(layer.style, { position: "absolute", inset: "0", pointerEvents: "none", zIndex: "3" });
    for (const mark of layer.children) Object.assign(mark.style, { position: "absolute", top: "0", bottom: "0", borderLeft: "2px solid var(--accent)" });
  }

  async function save(confirmed = []) {
    if (rows.some((row) => !row.title.trim())) return tell(t("A chapter needs a title."));
    rows.sort((one, other) => one.start - other.start);
    const asSent = state();
    const sent = { version, rows, dropped: dropped.map(([section]) => section), confirmed };
    try {
      const answer = await (await ask("POST", `/episodes/${root.dataset.slug}/chapters`, JSON.stringify(sent))).json();
      if (state() === asSent) take(answer);
      else {
        // Somebody went on typing meanwhile; that stays.
        version = answer.version;
        saved = asSent;
        touch();
      }
      kept();
      return true;
    } catch (error) {
      if (error.status === 409) stale(error.said);
      else tell(error.message, 10);
      return false;
    }
  }

  function take(answer) {
    ({ version, rows, dropped } = answer);
    saved = state();
    $("#stale").hidden = true;
    draw();
  }

  /** Somebody else saved meanwhile: show in what the two differ, and let the host choose. */
  function stale(theirs) {
    const line = (row) => `${clock(row.start, 1)} ${row.title}`;
    const [mine, now] = [rows.map(line), theirs.rows.map(line)];
    const place = $("#stale");
    place.hidden = false;
    place.replaceChildren(
      make("h3", {}, t("Not saved: the chapters were changed somewhere else meanwhile")),
      make("p", {}, t("In another tab, in the file, or by a command. Nothing is lost yet; choose what is to count.")),
      make("div", { class: "compare" },
        make("div", {}, make("h4", {}, t("Saved meanwhile")), make("ul", {}, ...now.map((text) => make("li", {}, mine.includes(text) ? text : make("ins", {}, text))))),
        make("div", {}, make("h4", {}, t("Yours")), make("ul", {}, ...mine.map((text) => make("li", {}, now.includes(text) ? text : make("ins", {}, text)))))),
      make("div", { class: "buttons" },
        make("button", { id: "take-theirs", onclick: () => take(theirs) }, t("Take what was saved")),
        make("button", { id: "keep-mine", onclick: () => { version = theirs.version; save(); } }, t("Save mine over it"))));
    $("h3", place).tabIndex = -1;
    $("h3", place).focus();
  }

  const undo = () => {
    if (!history.length) return;
    [rows, dropped] = JSON.parse(history.pop());
    draw();
  };
  const add = () => {
    const start = heard.now();
    change(() => rows.push({ section: "", title: t("New chapter"), start }));
    const input = $(`#title-${rows.findIndex((row) => row.start === start && !row.section)}`);
    input?.focus();
    input?.select();
  };
  $("#save").addEventListener("click", () => save());
  $("#undo").addEventListener("click", undo);
  $("#add-chapter").addEventListener("click", add);
  addEventListener("beforeunload", (event) => document.body.dataset.working && event.preventDefault());
  heard.audio.addEventListener("timeupdate", () => {
    const now = heard.now();
    let current = null;
    for (const tr of body.children) {
      tr.classList.remove("now");
      if (Number(tr.dataset.start) <= now) current = tr;
    }
    current?.classList.add("now");
  });
  /** A section starts at the playhead, whether it had a chapter before or not. */
  const startHere = (section, title) => {
    const start = heard.now();
    change(() => {
      const row = rows.find((one) => one.section === section);
      if (row) row.start = start;
      else rows.push({ section, title, start });
      dropped = dropped.filter(([one]) => one !== section);
    });
    return save();
  };
  draw();
  return { save, undo, add, startHere };
}

/** A build begins when all that was saved has arrived. */
function rebuild() {
  $("#rebuild form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await pending;
    event.target.submit();
  });
}

function kept() {
  tell(t("Saved."));
  $("#rebuild").hidden = false;
}

/** The files beside the chapters, each with the version that this page was made of. */
function files(root) {
  const seen = versions(root);
  return async function send(name, path, body) {
    try {
      const answer = await (await ask("POST", `/episodes/${root.dataset.slug}/${path}`, JSON.stringify({ version: seen[name], ...body }))).json();
      seen[name] = answer.version;
      kept();
      return true;
    } catch (error) {
      if (error.status === 409) stale(error.said);
      else tell(error.message, 10);
      return false;
    }
    function stale(said) {
      const place = $("#stale-words");
      place.hidden = false;
      place.replaceChildren(
        make("h3", { tabindex: "-1" }, t("Not saved: {} was changed somewhere else meanwhile", name)),
        make("p", {}, t("Yours is still in the field. This is what the file holds now:")),
        make("pre", { tabindex: "0" }, said.now ?? ""),
        make("div", { class: "buttons" },
          make("button", { onclick: () => { seen[name] = said.version; place.hidden = true; send(name, path, body); } }, t("Add mine to it")),
          make("button", { onclick: () => location.reload() }, t("Leave mine and load the page anew"))));
      place.scrollIntoView({ block: "center" });
      $("h3", place).focus();
    }
  };
}

function doubts(root, heard, table, send) {
  const join = new Audio();
  const settle = (item) => item.classList.add("settled");
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const item = button.closest(".look");
    const { play, to, right, here, title, decide } = button.dataset;
    if (play) heard.play(Number(play) - 2500, to ? Number(to) : Number(play) + 2500);
    if (button.dataset.join) {
      heard.audio.pause();
      join.src = `/episodes/${root.dataset.slug}/join/${button.dataset.join}`;
      join.play();
    }
    if (right && (await table.save([right]))) settle(item);
    if (here && (await table.startHere(here, title))) settle(item);
    if (decide) retake(item, decide);
  });

  async function retake(item, decide) {
    const sent = { number: Number(item.dataset.retake), keep: decide === "keep", was: item.dataset.was };
    try {
      await ask("POST", `/episodes/${root.dataset.slug}/retakes`, JSON.stringify(sent));
    } catch (error) {
      return tell(error.status === 409 ? t("This was decided somewhere else meanwhile. Load the page anew to see it.") : error.message, 10);
    }
    item.dataset.was = decide;
    settle(item);
    $("[data-decided]", item).textContent = decide === "cut" ? t("It will be cut.") : t("Both stay.");
    for (const one of $$("[data-decide]", item)) one.setAttribute("aria-pressed", String(one.dataset.decide === decide));
    kept();
  }

  for (const radio of $$("#deviations input[type=radio]")) {
    radio.addEventListener("change", () => {
      const { start, written, spoken } = radio.closest("tr").dataset;
      send("episode.toml", "deviations", { given: { start: Number(start), written, spoken, answer: radio.value } });
    });
  }
  $("#people").addEventListener("submit", (event) => {
    event.preventDefault();
    const people = $$("li", event.target).map((line) => ({ name: $("[name=name]", line).value.trim(), role: $("[name=role]", line).value.trim() || "host" }));
    send("episode.toml", "people", { people: people.filter((one) => one.name) });
  });
}

/** The transcript: which word is heard now, and putting words right where they stand. */
function transcript(root, heard, send) {
  const all = $$(".word", root);
  const starts = all.map((word) => Number(word.dataset.start));
  let current = null;
  heard.audio.addEventListener("timeupdate", () => {
    const now = heard.now();
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= now) low = middle + 1;
      else high = middle;
    }
    current?.classList.remove("now");
    current = all[low - 1] ?? null;
    current?.classList.add("now");
  });
  const words = $(".words", root);
  words.addEventListener("click", (event) => event.target.classList.contains("word") && edit(event.target));
  words.addEventListener("keydown", (event) => {
    if (event.target.tagName !== "P") return;
    const own = $$(".word", event.target);
    const at = own.findIndex((word) => word.classList.contains("chosen"));
    if (event.key === "Enter") {
      event.preventDefault();
      edit(own[Math.max(0, at)]);
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      own[at]?.classList.remove("chosen");
      own[Math.min(own.length - 1, Math.max(0, at + (event.key === "ArrowRight" ? 1 : -1)))]?.classList.add("chosen");
    }
  });

  function edit(word) {
    if (!word) return;
    const paragraph = word.closest("p");
    const input = make("input", { value: word.textContent, "aria-label": t("What was really said instead of “{}”", word.textContent), class: "fix" });
    const everywhere = make("input", { type: "checkbox" });
    const bar = make("span", { class: "fixing" }, input, make("label", { class: "inline" }, everywhere, t("everywhere")),
      make("button", { onclick: () => save() }, t("Save")), make("button", { class: "plain", onclick: () => close() }, t("Cancel")),
      make("button", { class: "plain", onclick: () => heard.play(Number(word.dataset.start) - 1500, Number(word.dataset.end) + 1500) }, t("Play")));
    $(".fixing")?.remove();
    word.after(bar);
    word.hidden = true;
    input.style.width = `${Math.max(8, word.textContent.length + 3)}ch`;
    input.focus();
    input.select();
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") save();
      if (event.key === "Escape") close();
      if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
    });
    function close() {
      bar.remove();
      word.hidden = false;
      paragraph.focus();
    }
    async function save() {
      const write = input.value.trim();
      if (!write || write === word.textContent) return close();
      const sent = { heard: word.dataset.heard, write, at: Number(word.dataset.start), everywhere: everywhere.checked };
      if (await send("corrections.toml", "corrections", sent)) {
        word.textContent = write;
        word.classList.add("fixed");
        word.classList.remove("unsure");
        close();
      }
    }
  }
}

async function review(root) {
  const heard = await player(root);
  const table = chapters(root, heard);
  const send = files(root);
  doubts(root, heard, table, send);
  transcript(root, heard, send);
  keys(heard, table);
  rebuild();
}

function keys(heard, table) {
  const step = (by) => {
    const all = $$(".look");
    const at = all.indexOf(document.activeElement.closest(".look"));
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "center" });
    if (next) heard.audio.currentTime = Number(next.dataset.start) / 1000;
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      document.activeElement?.blur?.();
      if (!$("#save").disabled) table.save();
    } else if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) {
      event.preventDefault();
      table.undo();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && !event.target.closest("button, summary, a")) {
      event.preventDefault();
      heard.toggle();
    } else if (event.key === "j") heard.jump(-5);
    else if (event.key === "l") heard.jump(5);
    else if (event.key === "k") heard.toggle();
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "a") $("[data-right], [data-decide=cut]", document.activeElement.closest(".look") ?? document.createElement("i"))?.click();
    else if (event.key === "g") heard.play(Number(document.activeElement.closest(".look")?.dataset.start ?? heard.now()) - 2500, Number(document.activeElement.closest(".look")?.dataset.start ?? heard.now()) + 2500);
    else if (event.key === "c") {
      event.preventDefault();
      table.add();
    }
  });
}

// --- which page is it? ------------------------------------------------------------

follow();
if ($("#drop")) microphone($("#drop"), uploader($("#drop")).finish);
if ($("[data-drop-text]")) textDrop($("[data-drop-text]"));
if ($("#review")) review($("#review"));
