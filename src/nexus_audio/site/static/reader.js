// The page works without this; with it, every time in the text is a place in the recording.
"use strict";
{
  const audio = document.querySelector("audio");
  const startOf = (element) => Number(element.dataset.start ?? element.id.slice("t=".length));
  const said = [...document.querySelectorAll(".said")];
  const sections = [...document.querySelectorAll("section[id]")];
  const chapters = [...document.querySelectorAll("nav [data-start]")];
  let stopAt = Infinity;
  let followed = "";

  const seconds = (written) =>
    written.split(":").reduce((total, part) => total * 60 + Number(part), 0);

  /** The last of the elements, which are in order of time, that has begun. */
  const current = (elements, now) => elements.findLast((element) => startOf(element) <= now);

  function go(start, end) {
    audio.currentTime = start;
    stopAt = end;
  }

  /** The section that the address names, however it spells its letters. */
  const section = () =>
    sections.find((element) => new URL(`#${element.id}`, location).hash === location.hash);

  /** Follow `#t=754`, `#t=12:34`, `#t=754,790` (media fragments) or the id of a section. */
  function follow() {
    const time = /^#t=([\d:.]+)(?:,([\d:.]+))?$/.exec(location.hash);
    if (time) {
      const start = seconds(time[1]);
      go(start, time[2] ? seconds(time[2]) : Infinity);
      if (!document.getElementById(location.hash.slice(1))) current(said, start)?.scrollIntoView();
    } else if (section()) {
      go(startOf(section()), Infinity);
    }
  }

  function mark(elements, now) {
    const next = current(elements, now);
    const last = elements.find((element) => element.matches("[aria-current]"));
    if (next === last) return;
    last?.removeAttribute("aria-current");
    next?.setAttribute("aria-current", "true");
  }

  function update() {
    if (audio.currentTime >= stopAt) {
      audio.pause();
      stopAt = Infinity;
    }
    // A seek may land a little before the time that was asked for.
    mark(said, audio.currentTime + 0.05);
    mark(chapters, audio.currentTime + 0.05);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.time, nav [data-start]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    followed = link.hash;
    if (link.matches(".time")) {
      // The reader is there already: the address changes, the page stays where it is.
      event.preventDefault();
      history.replaceState(null, "", link.hash);
    }
    go(startOf(link.closest("[data-start], .said")), Infinity);
    // A browser may refuse to play; its controls show that.
    audio.play().catch(() => {});
  });
  addEventListener("hashchange", () => {
    if (location.hash !== followed) follow();
    followed = "";
  });
  audio.addEventListener("timeupdate", update);
  audio.addEventListener("seeking", update);
  follow();
}
