// Search in all episodes: an index says which of them have the words, their passages say where.
const find = document.querySelector(".find");
const query = find.querySelector("input");
const counted = find.querySelector("output");
const found = document.querySelector(".found");
const list = found.querySelector("ol");
const more = found.querySelector("button");
const AT_ONCE = 8;
const MOST = 5;
const BEFORE = 60;
const AFTER = 140;
const files = new Map();
let asked = 0;
let waiting = [];

/** A file beside this page, fetched once; one that failed is asked for again. */
function load(name) {
  if (!files.has(name)) {
    const file = fetch(name).then((answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    });
    file.catch(() => files.delete(name));
    files.set(name, file);
  }
  return files.get(name);
}

/** The places of the episodes in which a word begins with, ends with or holds the term. */
function episodesWith(term, { words, said }) {
  const expression = forgiving(term);
  const places = new Set();
  let place = 0;
  let from = 0;
  for (const hit of words.matchAll(expression)) {
    while (from < hit.index) if (words.charCodeAt(from++) === 32) place += 1;
    said[place].forEach((episode) => places.add(episode));
  }
  return places;
}

const termsOf = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** The newest episodes first that have all the terms. */
function candidates(terms, index) {
  const each = terms.map((term) => episodesWith(term, index));
  return index.episodes.filter((_, place) => each.every((places) => places.has(place)));
}

/** The passages of an episode that have all the terms, the headings' own included. */
function hitsIn({ passages, sections }, terms) {
  const needed = terms.map((term) => new RegExp(spellings(term), "iu"));
  const holds = (text) => needed.every((expression) => expression.test(text));
  const named = sections
    .filter(({ heading }) => holds(heading))
    .map((section) => ({ ...section, text: section.heading }));
  const said = passages.filter(({ text }) => holds(text));
  return [...named, ...said].sort((one, other) => one.start - other.start);
}

function make(name, text, ...children) {
  const element = document.createElement(name);
  if (text) element.className = text;
  element.append(...children);
  return element;
}

/** The words around the first hit, with all hits marked. */
function snippet(text, terms) {
  const expression = new RegExp(terms.map(spellings).join("|"), "giu");
  const first = text.search(expression);
  const from = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  const end = text.indexOf(" ", first + AFTER);
  const shown = text.slice(Math.min(from, first), end < 0 ? undefined : end);
  const pieces = [];
  let done = 0;
  for (const { index, 0: hit } of shown.matchAll(expression)) {
    pieces.push(shown.slice(done, index), make("mark", "", hit));
    done = index + hit.length;
  }
  return [from ? "… " : "", ...pieces, shown.slice(done), end < 0 ? "" : " …"];
}

function lineOf(hit, episode, facts, terms) {
  const section = facts.sections[hit.section];
  const where = section ? `${section.emoji} ${section.heading}`.trim() : facts.title;
  const link = make(
    "a",
    "",
    make("span", "where", where),
    make("span", "where time", clock(hit.start / 1000)),
    make("span", "snippet", ...snippet(hit.text, terms)),
  );
  link.href = `${episode.page}#${hit.id}`;
  if (hit.language) link.querySelector(".snippet").lang = hit.language;
  return make("li", "", link);
}

function entryOf(episode, facts, hits, terms) {
  const named = [episode.number, episode.title].filter((part) => part !== null).join(" · ");
  const lines = hits.slice(0, MOST).map((hit) => lineOf(hit, episode, facts, terms));
  return make("li", "", make("h2", "", `${named} (${hits.length})`), make("ol", "", ...lines));
}

async function show(slugs, terms, mine) {
  const { episodes } = await load("episodes.json");
  const loaded = await Promise.all(
    slugs.map((slug) => load(`episodes/${encodeURIComponent(slug)}/passages.json`)),
  );
  if (mine !== asked) return;
  loaded.forEach((facts, index) => {
    const hits = hitsIn(facts, terms);
    const episode = episodes.find(({ slug }) => slug === slugs[index]);
    if (!hits.length || !episode) return;
    list.append(entryOf(episode, facts, hits, terms));
    list.dataset.hits = Number(list.dataset.hits) + hits.length;
  });
  const { hits } = list.dataset;
  more.hidden = !waiting.length;
  counted.textContent = Number(hits)
    ? counted.dataset.hits
        .replace("{count}", waiting.length ? `${hits}+` : hits)
        .replace("{episodes}", list.children.length)
    : counted.dataset.none;
}

/** What could not be loaded waits, and the button asks for it again. */
async function next(terms, mine) {
  const slugs = waiting.splice(0, AT_ONCE);
  try {
    await show(slugs, terms, mine);
  } catch {
    if (mine !== asked) return;
    waiting.unshift(...slugs);
    more.hidden = false;
    counted.textContent = counted.dataset.failed;
  }
}

async function search() {
  const mine = (asked += 1);
  const terms = termsOf(query.value).filter((term, _, all) => term.length > 1 || all.length === 1);
  const wanted = terms.join("").length > 1;
  if (wanted) counted.textContent = counted.dataset.loading;
  try {
    waiting = wanted ? candidates(terms, await load("search.json")) : [];
    if (mine !== asked) return;
    list.replaceChildren();
    list.dataset.hits = 0;
    found.hidden = !wanted;
    counted.textContent = "";
    if (wanted) await next(terms, mine);
  } catch {
    if (mine === asked) counted.textContent = counted.dataset.failed;
  }
}

let pause;
query.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, 120);
});
query.addEventListener("focus", () => load("search.json").catch(() => {}), { once: true });
query.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  query.value = "";
  search();
});
more.addEventListener("click", () => {
  const last = list.lastElementChild;
  next(termsOf(query.value), asked).then(() =>
    (last?.nextElementSibling ?? last)?.querySelector("a")?.focus(),
  );
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  query.focus();
});

// A page that was opened from a disk may not read the files beside it.
find.hidden = location.protocol === "file:";
