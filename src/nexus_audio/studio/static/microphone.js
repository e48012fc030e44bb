// The microphone.

import { ask } from "./ask.js";
import { clock } from "./clock.js";
import { $, t, tell } from "./page.js";
import { sendPiece } from "./pieces.js";

/** The microphone: what it hears goes to the server every few seconds, so nothing can be lost. */
export function microphone(drop, finish) {
  const start = $("#mic-start");
  if (!navigator.mediaDevices || !window.MediaRecorder) {
    start.disabled = true;
    return;
  }
  start.addEventListener("click", async () => {
    start.disabled = true; // once is enough, however long the browser asks for leave
    try {
      await record();
    } catch (error) {
      start.disabled = false;
      tell(error.name === "NotAllowedError" ? t("The browser may not use the microphone. Allow it in the address bar.") : error.message, 10);
    }
  });

  async function record() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    const type = ["audio/webm;codecs=opus", "audio/mp4"].find((one) => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 192000 });
    const name = type.startsWith("audio/webm") ? "microphone.webm" : "microphone.mp4";
    const begun = await ask("POST", `/episodes/${drop.dataset.episode}/uploads`, JSON.stringify({ name, size: null }));
    const { id } = await begun.json();
    let sending = Promise.resolve(0);
    recorder.addEventListener("dataavailable", (event) => {
      if (event.data.size) sending = sending.then((offset) => sendPiece(id, offset, event.data, () => false));
    });
    document.body.dataset.working = "microphone";
    const meter = levels(stream, recorder);
    recorder.start(3000);
    start.hidden = true;
    $("#mic-on").hidden = false;
    $("#mic-pause").onclick = () => {
      recorder.state === "paused" ? recorder.resume() : recorder.pause();
      $("#mic-pause").textContent = recorder.state === "paused" ? t("Go on") : t("Pause");
    };
    $("#mic-stop").focus();
    $("#mic-stop").onclick = (event) => {
      event.target.disabled = true;
      recorder.onstop = async () => {
        meter();
        stream.getTracks().forEach((track) => track.stop());
        await sending;
        await finish(id).catch((error) => tell(error.message, 10));
      };
      recorder.stop();
    };
  }

  function levels(stream, recorder) {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let [recorded, last] = [0, performance.now()];
    let loudest = 0;
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const peak = Math.max(...samples.map(Math.abs));
      loudest = Math.max(peak, loudest * 0.98);
      $("#mic-level").value = peak;
      // By the clock: a tab that nobody sees is called once in a second, not ten times.
      const now = performance.now();
      if (recorder.state === "recording") recorded += now - last;
      last = now;
      $("#mic-time").textContent = clock(recorded);
      $("#mic-hint").textContent = loudest > 0.98 ? t("Too loud: go further away or turn the level down.") : recorded > 3000 && loudest < 0.05 ? t("Very soft: come nearer or turn the level up.") : t("The level is good.");
    }, 100);
    return () => {
      clearInterval(timer);
      context.close();
    };
  }
}
