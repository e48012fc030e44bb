// Read along: the word that is heard is marked, and the text moves with it.
const paints = "highlights" in CSS && typeof Highlight === "function";
const heard = document.createRange();
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let following = true;
let passage = null;
let sentence = null;
let word = null;
/** Until when scrolling is ours and not the reader's. */
let scrolling = 0;

if (paints) CSS.highlights.set("heard", new Highlight(heard));
else document.documentElement.classList.add("marks-sentences");

function follow(on) {
  following = on;
  part("follow").setAttribute("aria-pressed", String(on));
  if (on) expectScroll();
}

/** What scrolls now was asked for: by a jump, or by ourselves. */
function expectScroll() {
  scrolling = performance.now() + 1200;
}

/** Mark what is heard now. The marks change colours and lines, never the size of anything. */
function showWord() {
  const now = begun ? audio.currentTime + LEAD : -1;
  const next = passages[lastUpTo(starts, now)] ?? null;
  if (next !== passage) {
    passage?.removeAttribute("aria-current");
    next?.setAttribute("aria-current", "true");
    passage = next;
    if (next) offerCopy(next);
  }
  const content = passage && contentOf(passage);
  const spoken = content?.words[lastUpTo(content.times, now)] ?? null;
  if (spoken === word) return;
  word = spoken;
  mark(spoken);
  if (following && !audio.paused) keepInView();
}

function mark(spoken) {
  if (sentence !== (spoken?.sentence ?? null)) {
    sentence?.classList.remove("heard");
    sentence = spoken?.sentence ?? null;
    sentence?.classList.add("heard");
    if (sentence && !article.contains(document.activeElement)) makeStop(sentence);
  }
  const text = sentence?.firstChild;
  if (text?.nodeType !== Node.TEXT_NODE) return heard.setStart(document, 0), heard.collapse(true);
  heard.setStart(text, spoken.from);
  heard.setEnd(text, spoken.to);
}

/** Scroll, but only where the word is not in the middle of what can be read. */
function keepInView(always = false) {
  const box = word ? heard.getBoundingClientRect() : passage?.getBoundingClientRect();
  if (!box) return;
  const covered = getComputedStyle(player).position === "fixed" ? player.offsetHeight : 0;
  const foot = innerHeight - covered;
  if (!always && box.top > innerHeight * 0.1 && box.bottom < foot - 32) return;
  expectScroll();
  scrollTo({
    top: scrollY + box.top - foot * 0.3,
    behavior: calm.matches || always ? "instant" : "smooth",
  });
}

/** The reader looks elsewhere: the text stays there until the button brings it back. */
function letGo() {
  if (following && !audio.paused) follow(false);
}

addEventListener("scroll", () => performance.now() > scrolling && letGo(), { passive: true });
["wheel", "touchmove"].forEach((name) => addEventListener(name, letGo, { passive: true }));
part("follow").addEventListener("click", () => following && keepInView(true));

// Sentences: one of them is a stop for the Tab key, arrows go from one to the next.
const sentences = passages.flatMap(sentencesOf);
let stop = null;

function makeStop(next) {
  if (!next || next === stop) return;
  ["tabindex", "role", "aria-describedby"].forEach((name) => stop?.removeAttribute(name));
  stop = next;
  stop.tabIndex = 0;
  stop.setAttribute("role", "button");
  stop.setAttribute("aria-describedby", "sentence-hint");
}

function step(by) {
  const next = sentences[sentences.indexOf(stop) + by];
  makeStop(next);
  next?.focus();
  letGo();
}

makeStop(sentences[0]);
article.querySelectorAll("a.time").forEach((link) => (link.tabIndex = -1));
article.addEventListener("keydown", (event) => {
  if (event.target !== stop || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    Enter: () => listen(startOf(stop)),
    " ": () => listen(startOf(stop)),
    ArrowDown: () => step(1),
    ArrowRight: () => step(1),
    ArrowUp: () => step(-1),
    ArrowLeft: () => step(-1),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
article.addEventListener("focusin", ({ target }) => offerCopy(target.closest(".said")));

article.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.target.closest("a, button, summary, input")) return;
  const clicked = event.target.closest(".said > span");
  // Whoever selects words wants to copy them, not to hear them.
  if (!clicked || !getSelection().isCollapsed) return;
  makeStop(clicked);
  listen(startOf(clicked));
});

// Links to times, chapters and sections, and addresses from elsewhere.
let followed = null;

function arrive() {
  const found = placeOf(location.hash);
  if (!found) return;
  go(found.start, found.end);
  follow(true);
  found.element?.scrollIntoView();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.time, .contents a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  followed = link.hash;
  if (link.matches(".time")) {
    // The reader is there already: the address changes, the page stays where it is.
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    listen(Number(link.closest(".said").dataset.at));
  } else {
    listen(Number(link.dataset.start));
  }
});
addEventListener("hashchange", () => {
  if (location.hash !== followed) arrive();
  followed = null;
});
