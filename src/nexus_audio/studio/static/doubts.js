// What is doubtful, and what was said twice: hearing it, and saying what is right.

import { ask, inTurn } from "./ask.js";
import { $, $$, t, tell } from "./page.js";
import { kept } from "./saving.js";

/** The buttons beside each thing to look at. */
export function doubts(root, heard, table) {
  const join = new Audio();
  const settle = (item) => item.classList.add("settled");
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const item = button.closest(".look");
    const { play, to, right, here, title, decide } = button.dataset;
    if (play) heard.play(Number(play) - 2500, to ? Number(to) : Number(play) + 2500);
    if (button.dataset.join) {
      heard.audio.pause();
      join.src = `/episodes/${root.dataset.slug}/join/${button.dataset.join}`;
      join.play();
    }
    if (right && (await table.save([right]))) settle(item);
    if (here && (await table.startHere(here, title))) settle(item);
    if (decide) retake(item, decide);
  });

  async function retake(item, decide) {
    const sent = { number: Number(item.dataset.retake), keep: decide === "keep", was: item.dataset.was };
    try {
      await inTurn(() => ask("POST", `/episodes/${root.dataset.slug}/retakes`, JSON.stringify(sent)));
    } catch (error) {
      return tell(error.status === 409 ? t("This was decided somewhere else meanwhile. Load the page anew to see it.") : error.message, 10);
    }
    item.dataset.was = decide;
    settle(item);
    $("[data-decided]", item).textContent = decide === "cut" ? t("It will be cut.") : t("Both stay.");
    for (const one of $$("[data-decide]", item)) one.setAttribute("aria-pressed", String(one.dataset.decide === decide));
    kept();
  }
}
