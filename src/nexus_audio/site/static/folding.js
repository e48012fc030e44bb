// A search that forgives: `strasse` finds `Straße`, `ueber` and `uber` find `über`.
const ACCENTS = {
  a: "aäáàâãåā",
  c: "cçćč",
  e: "eéèêëęē",
  i: "iíìîïī",
  l: "lł",
  n: "nñńň",
  o: "oöóòôõøō",
  s: "sšśß",
  u: "uüúùûūů",
  y: "yýÿ",
  z: "zžźż",
  "'": "'’‘‚`´",
  '"': '"„“”»«',
  "-": "-‐‑–—",
};
const UMLAUTS = { ae: "ä", oe: "ö", ue: "ü", ss: "ß" };
const SPELLED = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

const plainly = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const letter = (sign) => (ACCENTS[sign] ? `[${plainly(ACCENTS[sign])}]` : plainly(sign));

/** How a text may be spelled, as the source of an expression; empty for a text of spaces. */
function spellings(text) {
  const wanted = text.normalize("NFC").toLowerCase().trim();
  return wanted.replace(/\s+|[aou]e|ss|[^]/gu, (sign) => {
    if (!sign.trim()) return "\\s+";
    if (SPELLED[sign]) return `(?:${letter(sign)}|${SPELLED[sign]})`;
    if (UMLAUTS[sign]) return `(?:${UMLAUTS[sign]}|${[...sign].map(letter).join("")})`;
    return letter(sign);
  });
}

/** An expression for all places where the text stands, however it is spelled; null for none. */
function forgiving(text) {
  const source = spellings(text);
  return source ? new RegExp(source, "giu") : null;
}
