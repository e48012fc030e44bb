// What is being done, as it happens: on every page in a line, and where a page has a place for it.

import { $, make, shared, t } from "./page.js";

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
  if (job.left < 5) return t("almost done");
  if (job.left < 55) return t("about {} seconds left", job.left);
  return job.left < 90 ? t("about a minute left") : t("about {} minutes left", Math.round(job.left / 60));
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

/** Whether the host is on the way to another page, which a reload would call off. */
let leaving = false;
addEventListener("beforeunload", () => (leaving = true));
// The way back may lead to a page as it was left, whose stream has ended.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.body.dataset.working ? follow() : location.reload();
});

const isOpen = (job) => job && (job.state === "running" || job.state === "waiting");
const percent = (job) => Math.floor((job.share ?? 0) * 100);
const called = (job) => VERBS[job.verb] ?? job.verb;

/** What a job is doing, or how it ended. What can be pressed stays the same element while it runs. */
function showJob(place, job) {
  place.hidden = !job || (job.state === "done" && job.verb === "build");
  if (place.hidden) return;
  const shows = `${job.id} ${isOpen(job) ? "open" : job.state}`;
  if (place.dataset.shows !== shows) {
    const old = $("details", place);
    place.replaceChildren(...(isOpen(job) ? course(job) : outcome(job)), old?.dataset.id === job.id ? old : logOf(job));
    place.dataset.shows = shows;
  }
  if (!isOpen(job)) return;
  $("[data-left]", place).textContent = `${percent(job)} % · ${left(job)}`;
  $("progress", place).value = percent(job);
  $(".stages", place).replaceWith(stageList(job));
}

function course(job) {
  return [make("h2", {}, called(job)), make("p", { class: "quiet", "data-left": true }),
    make("progress", { max: 100, "aria-label": called(job) }), stageList(job), control(job, "cancel", t("Cancel"))];
}

function outcome(job) {
  if (job.state === "failed") {
    return [make("h2", {}, t("{}: that did not work", called(job))), make("p", { class: "wrong", role: "alert" }, job.error),
      job.hint ? make("p", {}, job.hint) : "", control(job, "retry", t("Try again"))];
  }
  if (job.state === "cancelled") {
    return [make("h2", {}, t("{}: cancelled", called(job))), make("p", { class: "quiet" }, t("What was finished is kept.")), control(job, "retry", t("Go on"))];
  }
  return [make("h2", {}, t("{}: done", called(job)))];
}

function logOf(job) {
  const text = make("pre", { tabindex: "0" });
  const details = make("details", { "data-id": job.id }, make("summary", {}, t("What happened in detail")), text);
  details.addEventListener("toggle", async () => {
    if (details.open) text.textContent = (await (await fetch(`/jobs/${job.id}/log`)).text()) || t("Nothing yet.");
  });
  return details;
}

/** All that runs or waits, a line each; a line stays the same element for as long as it is there. */
function showQueue(place, jobs) {
  const open = jobs.filter(isOpen);
  place.hidden = !open.length;
  const ids = open.map((job) => job.id).join(" ");
  if (place.dataset.shows !== ids) {
    place.replaceChildren(make("ul", {}, ...open.map((job) => $(`[data-job="${job.id}"]`, place) ?? queued(job))));
    place.dataset.shows = ids;
  }
  for (const job of open) {
    const line = $(`[data-job="${job.id}"]`, place);
    $("progress", line).value = percent(job);
    $("span", line).textContent = job.state === "running" ? `${percent(job)} % · ${left(job)}` : left(job);
  }
}

function queued(job) {
  return make("li", { "data-job": job.id },
    make("a", { href: job.episode ? `/episodes/${job.episode}` : "/publish" }, `${called(job)} ${job.episode}`),
    make("progress", { max: 100, "aria-label": job.episode || job.verb }),
    make("span", { class: "quiet" }), control(job, "cancel", t("Cancel")));
}

function showJobs(jobs, before = jobs) {
  const running = jobs.find((job) => job.state === "running");
  const busy = $("#busy");
  busy.hidden = !running;
  busy.textContent = running ? `${called(running)} ${running.episode} ${percent(running)} %` : "";
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
  const open = (list) => (place ? mine(list).some(isOpen) : queue && list.filter(isOpen).map((job) => job.id).join(" "));
  if (open(jobs) !== open(before) && !leaving && !document.body.dataset.working) location.reload();
}

/** Show the jobs as they are now, and whenever something changes. */
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

follow();
