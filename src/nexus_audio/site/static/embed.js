// For the newsletter's own pages: a link to an episode becomes a player, each heading gets
// "listen from here", and the paragraph that is heard is marked. Without this the link stays.
const script = document.currentScript;
const base = new URL(".", script.src).href;
const WORDS = {
  de: {
    from: "Ab hier hören",
    play: "Abspielen",
    pause: "Pause",
    close: "Schließen",
    page: "Mitlesen",
    broken: "Die Aufnahme lässt sich nicht laden",
  },
  en: {
    from: "Listen from here",
    play: "Play",
    pause: "Pause",
    close: "Close",
    page: "Read along",
    broken: "The recording cannot be loaded",
  },
};
const words = WORDS[(document.documentElement.lang || "de").slice(0, 2)] ?? WORDS.en;
const FOUND = "p, li, blockquote, h1, h2, h3, h4, h5, h6";

const letters = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The name that the episode's page gives to a passage: FNV-1a of its letters. */
function anchor(text) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(letters(text))) {
    found = Math.imul(found ^ byte, 0x01000193) >>> 0;
  }
  return `p-${found.toString(16).padStart(8, "0")}`;
}

const load = (url) =>
  fetch(url).then((answer) => {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  });

const plain = (address) => {
  const { host, pathname } = new URL(address, location.href);
  return host + pathname.replace(/\/+$/, "");
};

/** The link on this page that leads to an episode; where there is none, the address. */
async function episodePage() {
  const link = [...document.querySelectorAll("a[href]")].find(({ href }) =>
    href.startsWith(`${base}episodes/`),
  );
  if (link) return { link, page: link.href.split("#")[0] };
  const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const { episodes } = await load(`${base}episodes.json`);
  const own = episodes.find(({ newsletter }) => newsletter && plain(newsletter) === plain(canonical));
  return own && { page: base + own.page };
}

/** The places of this page that are spoken, in the order of the recording. */
function match({ sections, passages }) {
  const headings = new Map(sections.map((section) => [letters(section.heading), section]));
  const spoken = new Map(passages.map((passage) => [passage.id, passage]));
  const found = [...document.querySelectorAll(FOUND)].flatMap((element) => {
    const heading = /^H\d$/.test(element.tagName);
    const said = heading
      ? headings.get(letters(element.textContent))
      : !element.querySelector(FOUND) && spoken.get(anchor(element.textContent));
    return said ? [{ element, heading, start: said.start, end: said.end }] : [];
  });
  return found.sort((one, other) => one.start - other.start);
}

const STYLE = `
  :host { all: initial; color: inherit; }
  .bar { position: fixed; inset: auto 0 0; z-index: 2147483000; display: flex; gap: .75rem;
    align-items: center; padding: .5rem max(1rem, env(safe-area-inset-left));
    background: var(--nexus-audio-paper, Canvas); color: var(--nexus-audio-ink, CanvasText);
    border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent);
    font: 16px/1.4 system-ui, sans-serif; color-scheme: light dark; }
  [hidden] { display: none; }
  .bar span { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  button, a { min-height: 44px; padding: 0 .9rem;
    border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
    border-radius: 6px; background: none; color: inherit; font: inherit; cursor: pointer;
    display: inline-flex; align-items: center; text-decoration: none; }
  :focus-visible { outline: 2px solid var(--nexus-audio-accent, Highlight); outline-offset: 2px; }
  .from { min-height: 32px; margin-left: .6em; padding: 0 .6rem; font: 14px/1 system-ui, sans-serif;
    vertical-align: middle; color: var(--nexus-audio-accent, inherit); }`;

function shadow(host) {
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  return root;
}

function make(name, text, properties = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, properties);
}

function build(facts, page, places, link) {
  const audio = new Audio(new URL(facts.media, page).href);
  audio.preload = "none";
  const host = document.createElement("nexus-audio");
  const bar = make("div", "", { className: "bar", hidden: true, role: "region", ariaLabel: facts.title });
  const toggle = make("button", words.play, { type: "button" });
  const now = make("span", facts.title);
  const read = make("a", words.page, { href: page });
  const close = make("button", "×", { type: "button", ariaLabel: words.close });
  bar.append(toggle, now, read, close);
  shadow(host).append(bar);
  document.body.append(host);

  let wanted = 0;
  const listen = (start) => {
    bar.hidden = false;
    wanted = start / 1000;
    audio.currentTime = wanted;
    audio.play().catch(() => {});
  };
  for (const { element, start } of places.filter(({ heading }) => heading)) {
    const beside = document.createElement("nexus-audio-from");
    const button = make("button", `▶ ${clock(start / 1000)}`, { type: "button", className: "from" });
    button.ariaLabel = `${words.from} (${clock(start / 1000)})`;
    button.addEventListener("click", () => listen(start));
    shadow(beside).append(button);
    element.append(beside);
  }
  link?.addEventListener("click", (event) => {
    // A link to a place in the episode leads there.
    if (event.ctrlKey || event.metaKey || event.shiftKey || link.href !== page) return;
    event.preventDefault();
    listen(audio.currentTime * 1000);
  });

  const mark = marker();
  const show = () => {
    const time = audio.currentTime * 1000 + 50;
    const place = places.findLast(({ start }) => start <= time);
    mark(place && (place.end ?? Infinity) + 2000 > time ? place.element : null);
    now.textContent = `${clock(time / 1000)} · ${facts.title}`;
    read.href = `${page}#t=${Math.floor(time / 1000)}`;
  };
  ["timeupdate", "seeking"].forEach((name) => audio.addEventListener(name, show));
  ["play", "pause"].forEach((name) =>
    audio.addEventListener(name, () => {
      toggle.textContent = audio.paused ? words.play : words.pause;
    }),
  );
  audio.addEventListener("loadedmetadata", () => {
    // Some browsers forget where to start until they know the recording.
    if (Math.abs(audio.currentTime - wanted) > 1) audio.currentTime = wanted;
  });
  audio.addEventListener("error", () => {
    now.textContent = words.broken;
  });
  toggle.addEventListener("click", () => (audio.paused ? audio.play() : audio.pause()));
  close.addEventListener("click", () => {
    audio.pause();
    bar.hidden = true;
    mark(null);
  });
}

/** What marks an element without changing it, or the newsletter's own style. */
function marker() {
  if (!("highlights" in CSS)) return () => {};
  const range = new Range();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "::highlight(nexus-audio) { background: var(--nexus-audio-mark, rgb(255 190 92 / 30%));" +
      "text-decoration: underline 1px; }",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return (element) => {
    CSS.highlights.delete("nexus-audio");
    if (!element) return;
    range.selectNodeContents(element);
    CSS.highlights.set("nexus-audio", new Highlight(range));
  };
}

async function start() {
  const found = await episodePage();
  if (!found) return;
  const facts = await load(new URL("passages.json", found.page));
  build(facts, found.page, match(facts), found.link);
}

// Whatever goes wrong (no network, a server that shares nothing), the link is still a link.
const begin = () => start().catch((error) => console.info("nexus-audio:", error.message));
if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
else begin();
