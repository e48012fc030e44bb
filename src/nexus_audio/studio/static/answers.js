// What the host answers: what becomes of deviations, and who speaks.

import { $, $$ } from "./page.js";

/** Save what becomes of a deviation as soon as it is chosen. */
export function deviations(send) {
  for (const radio of $$("#deviations input[type=radio]")) {
    radio.addEventListener("change", () => {
      const { start, written, spoken } = radio.closest("tr").dataset;
      send("episode.toml", "deviations", { given: { start: Number(start), written, spoken, answer: radio.value } });
    });
  }
}

/** Save who speaks; a line without a name is nobody. */
export function people(send) {
  $("#people").addEventListener("submit", (event) => {
    event.preventDefault();
    const people = $$("li", event.target).map((line) => ({ name: $("[name=name]", line).value.trim(), role: $("[name=role]", line).value.trim() || "host" }));
    send("episode.toml", "people", { people: people.filter((one) => one.name) });
  });
}
