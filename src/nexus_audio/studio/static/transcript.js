// The words of the text that was spoken.

import { $, $$, make, t } from "./page.js";

/** The transcript: which word is heard now, and putting words right where they stand. */
export function transcript(root, heard, send) {
  const all = $$(".word", root);
  const starts = all.map((word) => Number(word.dataset.start));
  let current = null;
  heard.audio.addEventListener("timeupdate", () => {
    const now = heard.now();
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= now) low = middle + 1;
      else high = middle;
    }
    current?.classList.remove("now");
    current = all[low - 1] ?? null;
    current?.classList.add("now");
  });
  const words = $(".words", root);
  words.addEventListener("click", (event) => event.target.classList.contains("word") && edit(event.target));
  words.addEventListener("keydown", (event) => {
    if (event.target.tagName !== "P") return;
    const own = $$(".word", event.target);
    const at = own.findIndex((word) => word.classList.contains("chosen"));
    if (event.key === "Enter") {
      event.preventDefault();
      edit(own[Math.max(0, at)]);
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      own[at]?.classList.remove("chosen");
      own[Math.min(own.length - 1, Math.max(0, at + (event.key === "ArrowRight" ? 1 : -1)))]?.classList.add("chosen");
    }
  });

  function edit(word) {
    if (!word) return;
    const paragraph = word.closest("p");
    const input = make("input", { value: word.textContent, "aria-label": t("What was really said instead of “{}”", word.textContent), class: "fix" });
    const everywhere = make("input", { type: "checkbox" });
    const bar = make("span", { class: "fixing" }, input, make("label", { class: "inline" }, everywhere, t("everywhere")),
      make("button", { onclick: () => save() }, t("Save")), make("button", { class: "plain", onclick: () => close() }, t("Cancel")),
      make("button", { class: "plain", onclick: () => heard.play(Number(word.dataset.start) - 1500, Number(word.dataset.end) + 1500) }, t("Play")));
    $(".fixing")?.remove();
    word.after(bar);
    word.hidden = true;
    input.style.width = `${Math.max(8, word.textContent.length + 3)}ch`;
    input.focus();
    input.select();
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") save();
      if (event.key === "Escape") close();
      if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
    });
    function close() {
      bar.remove();
      word.hidden = false;
      paragraph.focus();
    }
    async function save() {
      const write = input.value.trim();
      if (!write || write === word.textContent) return close();
      const sent = { heard: word.dataset.heard, write, at: Number(word.dataset.start), everywhere: everywhere.checked };
      if (await send("corrections.toml", "corrections", sent)) {
        word.textContent = write;
        word.classList.add("fixed");
        word.classList.remove("unsure");
        close();
      }
    }
  }
}
