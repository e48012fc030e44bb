// A save that was refused, as somebody else saved meanwhile.

import { clock } from "./clock.js";
import { $, make, t } from "./page.js";

/** Show in what the chapters of both differ, and let the host choose; nothing is lost before. */
export function differing(rows, theirs, choose) {
  const line = (row) => `${clock(row.start, 1)} ${row.title}`;
  const [mine, now] = [rows.map(line), theirs.map(line)];
  const listed = (lines, others) => make("ul", {}, ...lines.map((text) => make("li", {}, others.includes(text) ? text : make("ins", {}, text))));
  const place = $("#stale");
  place.hidden = false;
  place.replaceChildren(
    make("h3", { tabindex: "-1" }, t("Not saved: the chapters were changed somewhere else meanwhile")),
    make("p", {}, t("In another tab, in the file, or by a command. Nothing is lost yet; choose what is to count.")),
    make("div", { class: "compare" },
      make("div", {}, make("h4", {}, t("Saved meanwhile")), listed(now, mine)),
      make("div", {}, make("h4", {}, t("Yours")), listed(mine, now))),
    make("div", { class: "buttons" },
      make("button", { id: "take-theirs", onclick: choose.take }, t("Take what was saved")),
      make("button", { id: "keep-mine", onclick: choose.keep }, t("Save mine over it"))));
  $("h3", place).focus();
}
