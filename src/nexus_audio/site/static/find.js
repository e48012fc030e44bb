// Search as you type: all hits are marked and counted, and the reader walks from one to the next.
const find = document.querySelector(".find");
const query = find.querySelector("input");
const found = find.querySelector("output");
const MOST = 1000;
const places = [...article.querySelectorAll(".said, h3, h4, h5, h6")];
let hits = [];
let at = -1;

const nodesOf = (element) =>
  [...element.children]
    .filter((child) => child.matches("span, b"))
    .map((child) => child.firstChild)
    .filter(Boolean);

/** The ranges of all hits in an element; one may begin in a sentence and end in the next. */
function hitsIn(element, expression) {
  const nodes = nodesOf(element);
  const text = nodes.map((node) => node.data).join(" ");
  return [...text.matchAll(expression)].map(({ index, 0: hit }) => {
    const range = new Range();
    setEdge(range, "setStart", nodes, index);
    setEdge(range, "setEnd", nodes, index + hit.length);
    return { element, range };
  });
}

function setEdge(range, edge, nodes, offset) {
  for (const node of nodes) {
    if (offset <= node.length) return range[edge](node, offset);
    offset -= node.length + 1;
  }
}

function search() {
  const expression = forgiving(query.value);
  hits = [];
  for (const element of expression ? places : []) {
    hits.push(...hitsIn(element, expression));
    if (hits.length >= MOST) break;
  }
  at = hits.length ? Math.max(0, hits.findIndex(({ element }) => isBelowTop(element))) : -1;
  showHits();
}

const isBelowTop = (element) => element.getBoundingClientRect().bottom > 80;

function showHits() {
  const wanted = Boolean(query.value.trim());
  const count = hits.length >= MOST ? `${MOST}+` : hits.length;
  const number = found.dataset.hit.replace("{number}", at + 1).replace("{count}", count);
  found.textContent = !wanted ? "" : hits.length ? number : found.dataset.none;
  find.classList.toggle("active", wanted);
  find.querySelectorAll("button").forEach((button) => {
    button.hidden = !wanted || (button.dataset.do !== "end-search" && !hits.length);
  });
  if (paints) {
    CSS.highlights.set("hits", new Highlight(...hits.map(({ range }) => range)));
    const one = new Highlight(...(hits[at] ? [hits[at].range] : []));
    one.priority = 2;
    CSS.highlights.set("hit", one);
  } else {
    article.querySelectorAll(".hit").forEach((element) => element.classList.remove("hit"));
    hits[at]?.element.classList.add("hit");
  }
}

function walk(by) {
  if (!hits.length) return;
  at = (at + by + hits.length) % hits.length;
  showHits();
  letGo();
  const box = hits[at].range.getBoundingClientRect();
  scrollTo({ top: scrollY + box.top - innerHeight * 0.35, behavior: "instant" });
}

function endSearch() {
  const element = hits[at]?.element;
  query.value = "";
  search();
  // The keyboard goes on where the eye is.
  const next = element && sentencesOf(element.closest(".said") ?? passages[0])[0];
  makeStop(next);
  (next ?? query).focus({ preventScroll: true });
}

let typed = false;
query.addEventListener("input", () => {
  typed = true;
  search();
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return event.preventDefault(), endSearch();
  if (event.key !== "Enter") return;
  event.preventDefault();
  // The first Enter goes to the hit that is counted, each further one to the next.
  walk(typed ? 0 : event.shiftKey ? -1 : 1);
  typed = false;
});
find.addEventListener("click", ({ target }) => {
  const act = {
    "previous-hit": () => walk(-1),
    "next-hit": () => walk(typed ? 0 : 1),
    "end-search": endSearch,
  }[target.closest("button")?.dataset.do];
  act?.();
  if (act) typed = false;
});
