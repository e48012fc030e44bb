// What is said, where it stands in the page, and when it is heard.
const article = document.querySelector("article");
const passages = [...article.querySelectorAll(".said")];
const starts = passages.map((passage) => Number(passage.dataset.at));
const chapters = [...document.querySelectorAll(".contents a")].map((link) => ({
  link,
  start: Number(link.dataset.start),
  title: link.querySelector(".title").textContent,
  emoji: link.querySelector(".emoji").textContent,
}));
const contents = new WeakMap();
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BEAT = 0.02;

/** The index of the last of the ascending numbers that is not above the value; -1 for none. */
function lastUpTo(numbers, value) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** When each word begins: one sign a word for its pause in 20 ms, `~` for 64 of them more. */
function beatsOf(written, start) {
  const times = [];
  let beats = 0;
  for (const sign of written) {
    beats += sign === "~" ? 64 : SIGNS.indexOf(sign);
    if (sign !== "~") times.push(start + beats * BEAT);
  }
  return times;
}

const sentencesOf = (passage) =>
  [...passage.children].filter((child) => child.localName === "span");

/** The words of a passage with their places in the text, and when each begins. */
function contentOf(passage) {
  if (contents.has(passage)) return contents.get(passage);
  const words = sentencesOf(passage).flatMap((sentence) =>
    [...sentence.textContent.matchAll(/\S+/g)].map((found) => ({
      sentence,
      from: found.index,
      to: found.index + found[0].length,
    })),
  );
  const beats = beatsOf(passage.dataset.w, Number(passage.dataset.at));
  const times = beats.length === words.length ? beats : [];
  const content = { words, times };
  contents.set(passage, content);
  return content;
}

/** When a sentence begins; when its passage does, where the words are not known. */
function startOf(sentence) {
  const passage = sentence.closest(".said");
  const { words, times } = contentOf(passage);
  const first = words.findIndex((word) => word.sentence === sentence);
  return times[first] ?? Number(passage.dataset.at);
}

const seconds = (written) =>
  written.split(":").reduce((total, part) => total * 60 + Number(part), 0);

const named = (hash) => {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
};
/** A name without what slugs differ in: `über-uns`, `ueber-uns` and `Uber_uns` are the same. */
const bare = (name) =>
  name
    .toLowerCase()
    .replace(/[äöüß]/g, (sign) => SPELLED[sign])
    .replace(/([aou])e/g, "$1")
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "");

/** The element that a name means: by its id, or a section whose slug was made by other rules. */
function elementOf(name) {
  const exact = document.getElementById(name);
  if (exact || !bare(name)) return exact;
  return [...article.querySelectorAll("section[id]")].find(({ id }) => bare(id) === bare(name));
}

/**
 * Where an address leads: `#t=754`, `#t=12:34`, `#t=754,790` (media fragments), or the name
 * of a section or passage. Null for everything else.
 */
function placeOf(hash) {
  const time = /^t=(?:npt:)?([\d:.]*)(?:,([\d:.]+))?$/.exec(named(hash));
  if (time && (time[1] || time[2])) {
    const start = seconds(time[1] || "0");
    const element = passages[Math.max(0, lastUpTo(starts, start + 0.999))];
    return { start, end: time[2] ? seconds(time[2]) : Infinity, element };
  }
  const element = hash.length > 1 ? elementOf(named(hash)) : null;
  const start = element?.dataset.at ?? element?.dataset.start;
  return start === undefined ? null : { start: Number(start), end: Infinity, element };
}
