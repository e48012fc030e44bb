// One piece of a recording on its way to the server.

import { ask } from "./ask.js";
import { t, tell } from "./page.js";

const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
export const sha256 = async (blob) => crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** Send one piece, again and again while the line is broken; gives the new offset. */
export async function sendPiece(id, offset, piece, stopped) {
  for (let tries = 0; ; tries++) {
    try {
      const headers = { "Upload-Offset": String(offset), "Upload-Checksum": `sha256 ${base64(await sha256(piece))}`, "Content-Type": "application/offset+octet-stream" };
      const answer = await ask("PATCH", `/uploads/${id}`, piece, headers);
      return Number(answer.headers.get("Upload-Offset"));
    } catch (error) {
      if (stopped()) return null;
      if (error.status === 409) return (await (await ask("GET", `/uploads/${id}`)).json()).offset;
      if (error.status && error.status !== 460) throw error;
      tell(t("The line is broken. Trying again …"), 10);
      await pause(Math.min(30, 2 ** Math.min(tries, 5) / 2));
    }
  }
}
