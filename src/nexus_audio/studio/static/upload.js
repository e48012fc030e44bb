// A recording that the host chooses or drops.

import { ask } from "./ask.js";
import { clock } from "./clock.js";
import { dropping } from "./dropping.js";
import { $, $$, shared, t, tell } from "./page.js";
import { sendPiece, sha256 } from "./pieces.js";

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Sends what is chosen, and goes on where an earlier try stopped. */
export function uploader(drop) {
  const [box, text, bar] = [$("#upload"), $("#upload-text"), $("#upload-bar")];
  let stopped = false;
  $("#upload-stop").addEventListener("click", () => {
    stopped = true;
    location.reload();
  });

  async function send(file) {
    document.body.dataset.working = "upload";
    stopped = false;
    box.hidden = false;
    text.classList.remove("wrong");
    text.removeAttribute("role");
    text.textContent = t("Looking at “{}” …", file.name);
    const mark = [file.size, file.lastModified, hex(await sha256(file.slice(0, 1 << 20)))].join(" ");
    const begun = await ask("POST", `/episodes/${drop.dataset.episode}/uploads`, JSON.stringify({ name: file.name, size: file.size, mark }));
    let { id, offset } = await begun.json();
    const began = performance.now();
    const first = offset;
    if (first) tell(t("Going on where it stopped, at {} %.", Math.floor((first / file.size) * 100)));
    while (offset < file.size) {
      offset = await sendPiece(id, offset, file.slice(offset, offset + shared.piece), () => stopped);
      if (stopped) return;
      const share = Math.floor((offset / file.size) * 100);
      const rest = ((performance.now() - began) * (file.size - offset)) / Math.max(1, offset - first);
      bar.value = share;
      text.textContent = `${file.name}: ${share} % · ${t("{} left", clock(rest))}`;
    }
    text.textContent = t("Everything is here. Looking at the sound …");
    await finish(id);
  }

  async function finish(id) {
    const instead = $("input[name=instead]:checked")?.value !== "";
    await ask("POST", `/uploads/${id}/finish`, JSON.stringify({ instead })).catch((error) => {
      // Another page was quicker: the recording is in its place.
      if (error.status !== 404) throw error;
    });
    delete document.body.dataset.working;
    location.assign(`/episodes/${drop.dataset.episode}`);
  }

  const take = (file) => send(file).catch((error) => {
    delete document.body.dataset.working;
    text.textContent = error.message;
    text.classList.add("wrong");
    text.setAttribute("role", "alert");
  });
  $("#sound").addEventListener("change", (event) => event.target.files[0] && take(event.target.files[0]));
  // It looks like a button, so Enter has to do what it does on one.
  $("#sound").addEventListener("keydown", (event) => event.key === "Enter" && event.target.click());
  dropping(drop, (files) => take(files[0]));
  for (const button of $$("[data-finish]")) button.addEventListener("click", () => finish(button.dataset.finish).catch((error) => tell(error.message, 10)));
  for (const button of $$("[data-forget]")) button.addEventListener("click", async () => {
    await ask("DELETE", `/uploads/${button.dataset.forget}`);
    button.closest("p").remove();
  });
  addEventListener("beforeunload", (event) => {
    if (document.body.dataset.working && !stopped) event.preventDefault();
  });
  return { finish };
}
