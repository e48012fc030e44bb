// Saving what the host decided beside the chapters, and building anew.

import { answered, ask, inTurn } from "./ask.js";
import { $, make, t, tell } from "./page.js";

/** The versions of the files that this page was made of. */
export const versions = (root) => JSON.parse(root.dataset.versions);

/** Tell that something was saved, and offer to build. */
export function kept() {
  tell(t("Saved."));
  $("#rebuild").hidden = false;
}

/** A build begins when all that was saved has arrived. */
export function rebuild() {
  $("#rebuild form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await answered();
    event.target.submit();
  });
}

/** The files beside the chapters, each with the version that this page was made of. */
export function files(root) {
  const seen = versions(root);
  const send = (name, path, body) => inTurn(async () => {
    const sent = JSON.stringify({ version: seen[name], ...body });
    try {
      seen[name] = (await (await ask("POST", `/episodes/${root.dataset.slug}/${path}`, sent)).json()).version;
      kept();
      return true;
    } catch (error) {
      if (error.status === 409) stale(error.said, name, () => send(name, path, body));
      else tell(error.message, 10);
      return false;
    }
  });

  function stale(said, name, again) {
    const place = $("#stale-words");
    place.hidden = false;
    place.replaceChildren(
      make("h3", { tabindex: "-1" }, t("Not saved: {} was changed somewhere else meanwhile", name)),
      make("p", {}, t("Yours is still in the field. This is what the file holds now:")),
      make("pre", { tabindex: "0" }, said.now ?? ""),
      make("div", { class: "buttons" },
        make("button", { onclick: () => { seen[name] = said.version; place.hidden = true; again(); } }, t("Add mine to it")),
        make("button", { onclick: () => location.reload() }, t("Leave mine and load the page anew"))));
    place.scrollIntoView({ block: "center" });
    $("h3", place).focus();
  }

  return send;
}
