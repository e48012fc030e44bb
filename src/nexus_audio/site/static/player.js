// The bar at the foot of the window: the browser's own player, by keyboard and finger.
const player = document.querySelector(".player");
const audio = player.querySelector("audio");
const bar = player.querySelector(".bar");
const part = (name) => bar.querySelector(`[data-do="${name}"]`);
const seek = bar.querySelector(".seek");
const resume = bar.querySelector(".resume");
const title = document.title;
const status = document.querySelector(".status");
const STEP = 15;
/** A seek may land a little before the time that was asked for. */
const LEAD = 0.05;
let stopAt = Infinity;
/** Where to start; some browsers forget it until they know the recording. */
let wanted = 0;
let chapter = null;
/** Whether there is a place to show: not before the reader chose one. */
let begun = false;
/** Whether it was heard: who only looks at an address keeps the place of the last time. */
let played = false;

const tell = (text) => {
  status.textContent = "";
  requestAnimationFrame(() => (status.textContent = text));
};

/** What this browser keeps: the place in this episode, the speed, whether keys are wanted. */
const memory = {
  prefix: "nexus-audio:",
  read(name) {
    try {
      return localStorage.getItem(this.prefix + name);
    } catch {
      return null; // the reader allows no storage
    }
  },
  write(name, value) {
    try {
      if (value === null) localStorage.removeItem(this.prefix + name);
      else localStorage.setItem(this.prefix + name, value);
    } catch {
      // The same, or the storage is full: nothing is remembered.
    }
  },
  forget() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
      names.forEach((name) => localStorage.removeItem(name));
    } catch {
      // There is nothing then.
    }
  },
};
const place = `place:${player.dataset.slug}`;
let remembers = true;

const length = () => (Number.isFinite(audio.duration) ? audio.duration : Number(seek.max));

function go(start, end = Infinity) {
  begun = true;
  wanted = Math.min(Math.max(0, start), length());
  audio.currentTime = wanted;
  stopAt = end;
  resume.hidden = true;
}

// A browser may refuse to play, or be told to pause at once; the bar shows what came of it.
const play = () => audio.play().catch(() => {});
const toggle = () => (audio.paused ? play() : audio.pause());

/** Go to the chapter before or after; back, to the start of this one first, as players do. */
function toChapter(step) {
  const now = audio.currentTime + LEAD;
  const index = lastUpTo(
    chapters.map((each) => each.start),
    now,
  );
  const again = step < 0 && now - (chapters[index]?.start ?? 0) > 3;
  const next = chapters[again ? index : index + step];
  if (next) listen(next.start);
}

/** Play from a time on, with the text beside it. */
function listen(start, end) {
  go(start, end);
  follow(true);
  play();
}

function showChapter() {
  const index = begun
    ? lastUpTo(
        chapters.map((each) => each.start),
        audio.currentTime + LEAD,
      )
    : -1;
  const next = chapters[index] ?? null;
  if (next === chapter) return;
  chapter?.link.removeAttribute("aria-current");
  next?.link.setAttribute("aria-current", "true");
  if (next) showInList(next.link);
  chapter = next;
  const named = next ? `${next.emoji} ${next.title}`.trim() : player.dataset.title;
  bar.querySelector(".now").textContent = named;
  document.title = next ? `${next.title} – ${title}` : title;
  showOutside();
}

/** A list that is longer than the window scrolls by itself, to the chapter that is heard. */
function showInList(link) {
  const list = link.closest(".contents");
  if (list.scrollHeight <= list.clientHeight) return;
  const frame = list.getBoundingClientRect();
  const box = link.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) {
    list.scrollTop += box.top - frame.top - frame.height / 3;
  }
}

/** Tell a phone's lock screen, a keyboard's media keys and a car what is playing. */
function showOutside() {
  if (!("mediaSession" in navigator)) return;
  const picture = player.dataset.picture;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: chapter?.title ?? player.dataset.title,
    artist: player.dataset.author || player.dataset.show,
    album: `${player.dataset.show}: ${player.dataset.title}`,
    artwork: picture ? [{ src: new URL(picture, location).href, sizes: "480x480" }] : [],
  });
}

function showTime() {
  const now = audio.currentTime;
  seek.value = now;
  seek.setAttribute("aria-valuetext", `${clock(now)} ${seek.dataset.of} ${clock(length())}`);
  seek.style.setProperty("--done", `${(now / (length() || 1)) * 100}%`);
  bar.querySelector(".at").textContent = clock(now);
}

function update() {
  if (audio.currentTime >= stopAt) {
    audio.pause();
    stopAt = Infinity;
  }
  showTime();
  showChapter();
  showWord();
}

function keep() {
  if (!remembers || !played) return;
  const now = audio.currentTime;
  const worth = now > 5 && now < length() - 15;
  memory.write(place, worth ? now.toFixed(1) : null);
}

/** The lock screen's own slider. */
function showPosition() {
  const position = Math.min(audio.currentTime, length());
  const { playbackRate } = audio;
  navigator.mediaSession?.setPositionState?.({ duration: length(), playbackRate, position });
}

function showState() {
  const button = part("play");
  button.setAttribute("aria-label", audio.paused ? button.dataset.play : button.dataset.pause);
  bar.classList.toggle("playing", !audio.paused);
  if ("mediaSession" in navigator) {
    navigator.mediaSession.playbackState = audio.paused ? "paused" : "playing";
  }
}

/** While it plays, each frame looks for the word; a hidden page gets no frames and needs none. */
function frame() {
  showWord();
  if (!audio.paused) requestAnimationFrame(frame);
}

function tellBroken() {
  bar.querySelector(".now").textContent = player.dataset.broken;
  tell(player.dataset.broken);
}

function takeUp() {
  const last = Number(memory.read(place));
  if (!last || last >= length() - 15 || placeOf(location.hash)) return;
  go(last);
  resume.querySelector("b").textContent = clock(last);
  resume.hidden = false;
}

function setSpeed(speed) {
  audio.defaultPlaybackRate = audio.playbackRate = speed;
  part("speed").value = String(speed);
}

Object.entries({
  play: toggle,
  back: () => go(audio.currentTime - STEP),
  forward: () => go(audio.currentTime + STEP),
  follow: () => follow(!following),
  restart() {
    memory.write(place, null);
    go(0);
    part("play").focus();
  },
}).forEach(([name, act]) => part(name).addEventListener("click", act));

seek.addEventListener("input", () => go(Number(seek.value)));
seek.addEventListener("change", () => {
  update();
  if (following) keepInView();
});
part("speed").addEventListener("change", ({ target }) => {
  setSpeed(Number(target.value));
  memory.write("speed", target.value);
});

["timeupdate", "seeking"].forEach((name) => audio.addEventListener(name, update));
["play", "pause", "ended"].forEach((name) => audio.addEventListener(name, showState));
["play", "seeked", "ratechange"].forEach((name) => audio.addEventListener(name, showPosition));
audio.addEventListener("loadedmetadata", () => {
  if (begun && Math.abs(audio.currentTime - wanted) > 1) audio.currentTime = wanted;
});
audio.addEventListener("play", () => {
  begun = played = true;
  resume.hidden = true;
  showChapter();
  showOutside();
  frame();
});
audio.addEventListener("ended", () => memory.write(place, null));
["pause", "seeked"].forEach((name) => audio.addEventListener(name, keep));
audio.addEventListener("error", tellBroken);
addEventListener("pagehide", keep);
setInterval(() => audio.paused || keep(), 5000);

if ("mediaSession" in navigator) {
  const can = {
    play,
    pause: () => audio.pause(),
    seekbackward: ({ seekOffset }) => go(audio.currentTime - (seekOffset || STEP)),
    seekforward: ({ seekOffset }) => go(audio.currentTime + (seekOffset || STEP)),
    seekto: ({ seekTime }) => go(seekTime),
    previoustrack: () => toChapter(-1),
    nexttrack: () => toChapter(1),
  };
  Object.entries(can).forEach(([action, act]) => {
    try {
      navigator.mediaSession.setActionHandler(action, act);
    } catch {
      // This browser does not know the action.
    }
  });
}
