// Asking the server.

import { shared, t } from "./page.js";

/** Ask the server; an error of its own comes back as an Error in the page's language. */
export async function ask(method, path, body, headers = {}) {
  const answer = await fetch(path, { method, body, headers: { "X-CSRF": shared.csrf, ...headers } });
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  const error = new Error([said.error ?? t("The studio answers {}", answer.status), said.hint].filter(Boolean).join(" "));
  error.status = answer.status;
  error.said = said;
  throw error;
}

let last = Promise.resolve();

/** Save one after the other, as each names the version of the file that the one before it made. */
export function inTurn(save) {
  const saved = last.then(save);
  last = saved.catch(() => {});
  return saved;
}

/** Resolves when all that was saved is answered; whoever leaves the page waits for it. */
export const answered = () => last;
