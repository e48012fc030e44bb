// What every script of the studio writes with: finding and making elements, texts, and telling.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** What the server gave every page for its scripts. */
export const shared = JSON.parse($("#shared").textContent);

/** A text in the page's language, with its `{}` filled in turn. */
export function t(text, ...values) {
  let at = 0;
  return (shared.texts[text] ?? text).replace(/\{\}/g, (whole) => (at < values.length ? values[at++] : whole));
}

/** An element with attributes and children; what children say is text, never markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Say something for a moment. */
export function tell(text, seconds = 4) {
  const place = $("#told");
  place.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => (place.textContent = ""), seconds * 1000);
}

/** Hand over a part of the page whose buttons work from now on; until then they cannot be pressed. */
export function ready(part) {
  part.inert = false;
}
