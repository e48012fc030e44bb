// The keyboard.

import { $, $$ } from "./page.js";

/** What the keys do where nobody writes. */
export function keys(heard, table) {
  const step = (by) => {
    const all = $$(".look");
    const at = all.indexOf(document.activeElement.closest(".look"));
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "center" });
    if (next) heard.audio.currentTime = Number(next.dataset.start) / 1000;
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      document.activeElement?.blur?.();
      if (!$("#save").disabled) table.save();
    } else if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) {
      event.preventDefault();
      table.undo();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && !event.target.closest("button, summary, a")) {
      event.preventDefault();
      heard.toggle();
    } else if (event.key === "j") heard.jump(-5);
    else if (event.key === "l") heard.jump(5);
    else if (event.key === "k") heard.toggle();
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "a") $("[data-right], [data-decide=cut]", document.activeElement.closest(".look") ?? document.createElement("i"))?.click();
    else if (event.key === "g") heard.play(Number(document.activeElement.closest(".look")?.dataset.start ?? heard.now()) - 2500, Number(document.activeElement.closest(".look")?.dataset.start ?? heard.now()) + 2500);
    else if (event.key === "c") {
      event.preventDefault();
      table.add();
    }
  });
}
