// The player of the recording: all of it works before its waveform is drawn.

import { clock } from "./clock.js";
import { $, t } from "./page.js";

/** Plays the recording; what else the page does with its sound, it does with what this gives. */
export function player(root) {
  const audio = $("#audio");
  let stop = null;
  const toggle = () => {
    stop = null;
    audio.paused ? audio.play() : audio.pause();
  };
  const jump = (seconds) => (audio.currentTime = Math.max(0, audio.currentTime + seconds));
  const play = (from, to) => {
    audio.currentTime = Math.max(0, from / 1000);
    stop = to;
    audio.play();
  };
  const button = $("#play");
  button.addEventListener("click", toggle);
  audio.addEventListener("play", () => (button.textContent = t("Pause")));
  audio.addEventListener("pause", () => (button.textContent = t("Play")));
  audio.addEventListener("timeupdate", () => {
    $("#clock").textContent = clock(audio.currentTime * 1000, 1);
    if (stop != null && audio.currentTime * 1000 >= stop) {
      stop = null;
      audio.pause();
    }
  });
  $("#back5").addEventListener("click", () => jump(-5));
  $("#on5").addEventListener("click", () => jump(5));
  $("#speed").addEventListener("change", (event) => (audio.playbackRate = Number(event.target.value)));
  return { audio, toggle, jump, play, now: () => Math.round(audio.currentTime * 1000), duration: Number(root.dataset.duration) };
}
