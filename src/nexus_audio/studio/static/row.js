// One chapter in the table.

import { clock, parseClock } from "./clock.js";
import { $, make, t, tell } from "./page.js";

/** The row of a chapter: its time, its title, and what can be done with both. */
export function rowOf(row, index, table) {
  const { heard } = table;
  const name = row.title || t("Chapter {}", index + 1);
  const change = (act) => table.change(act);
  const move = (by) => {
    change(() => (row.start = Math.min(heard.duration, Math.max(0, row.start + by))));
    $(`#time-${table.indexOf(row)}`)?.focus();
  };
  const button = (label, hint, act, off = false) => make("button", { onclick: act, disabled: off, "aria-label": `${hint}: ${name}`, title: hint }, label);
  const bar = (...parts) => make("td", {}, make("span", { class: "bar" }, ...parts));
  return make("tr", { "data-start": row.start },
    bar(button("−", t("0.1 s earlier"), () => move(-100), !index), timeOf(row, index, name, table, move), button("+", t("0.1 s later"), () => move(100), !index),
      button("⤓", t("Set to the playhead"), () => change(() => (row.start = heard.now())), !index),
      button("▶", t("Play 5 s around"), () => heard.play(row.start - 2500, row.start + 2500))),
    make("td", {}, titleOf(row, index, table)),
    bar(button(t("Merge"), t("Merge with the chapter before"), () => table.drop(row), !index),
      button(t("Delete"), t("Delete"), () => table.drop(row), table.count() < 2)));
}

/** What is typed counts at once, so that nobody has to leave the field before saving. */
function typed(input, table, take) {
  let before = null;
  input.addEventListener("focus", () => (before = table.state()));
  input.addEventListener("input", () => {
    if (before != null) table.wasTyped(before);
    before = null;
    take();
    table.touch();
  });
  return input;
}

function titleOf(row, index, table) {
  const title = make("input", { class: "name", value: row.title, "aria-label": t("Title of chapter {}", index + 1), id: `title-${index}` });
  return typed(title, table, () => (row.title = title.value));
}

function timeOf(row, index, name, table, move) {
  const time = make("input", { class: "time", value: clock(row.start, 1), inputmode: "decimal", "aria-label": t("Start of “{}”", name), disabled: index === 0, id: `time-${index}` });
  const { duration } = table.heard;
  time.addEventListener("change", () => {
    if (time.getAttribute("aria-invalid") === "true") tell(t("Write the time as 1:02.5; the recording is {} long.", clock(duration)));
    else if (!table.isInOrder()) table.sort();
  });
  time.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? 100 : -100);
  });
  return typed(time, table, () => {
    const value = parseClock(time.value);
    const bad = Number.isNaN(value) || value > duration;
    time.classList.toggle("bad", bad);
    time.setAttribute("aria-invalid", String(bad));
    if (!bad) row.start = value;
  });
}
