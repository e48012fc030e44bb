// The picture of the recording, with a mark where each chapter begins.

import { ask } from "./ask.js";
import { $, make, shared, t, tell } from "./page.js";

/** Draws it as soon as it is here; the page works without it, and tells where it cannot be had. */
export function waveform(root, heard) {
  const layer = make("div", { class: "marks" });
  let wave = null;

  async function draw() {
    const [{ default: WaveSurfer }, answer] = await Promise.all([
      import("/static/vendor/wavesurfer.esm.js"), ask("GET", `/episodes/${root.dataset.slug}/waveform`),
    ]);
    const drawn = await answer.json();
    const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    wave = WaveSurfer.create({
      container: "#wave", media: heard.audio, peaks: [drawn.peaks], duration: drawn.duration, height: 94, barWidth: 2,
      barGap: 1, barRadius: 1, waveColor: color("--wave"), progressColor: color("--accent"), cursorColor: color("--ink"),
      normalize: true, cspNonce: shared.nonce,
    });
    // It draws in a tree of its own, which the page's style sheet does not reach.
    Object.assign(layer.style, { position: "absolute", inset: "0", pointerEvents: "none", zIndex: "3" });
    wave.getWrapper().append(layer);
    $("#zoom").addEventListener("input", (event) => wave.zoom(Number(event.target.value)));
    $("#zoom").disabled = false;
  }

  /** Mark where chapters begin, in place of what was marked before. */
  function mark(rows) {
    layer.replaceChildren(...rows.map((row) => {
      const line = make("span", { class: "chapter-mark" });
      const left = `${(row.start / heard.duration) * 100}%`;
      Object.assign(line.style, { position: "absolute", top: "0", bottom: "0", left, borderLeft: "2px solid var(--accent)" });
      return line;
    }));
  }

  draw().catch((error) => tell(t("The waveform cannot be drawn: {}", error.message), 10));
  return { mark };
}
