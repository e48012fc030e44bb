// The chapter table: what stands in it is what will be.

import { ask, inTurn } from "./ask.js";
import { $, make, t, tell } from "./page.js";
import { rowOf } from "./row.js";
import { kept, versions } from "./saving.js";
import { differing } from "./stale.js";

/** Shows the chapters, changes and saves them; the picture of the sound is told where they begin. */
export function chapters(root, heard, picture) {
  const body = $("#chapters tbody");
  let { rows, dropped } = JSON.parse($("#table").textContent);
  let version = versions(root)["chapters.toml"];
  const history = [];
  const state = () => JSON.stringify([rows, dropped]);
  let saved = state();

  const inOrder = () => rows.sort((one, other) => one.start - other.start);

  function change(act) {
    history.push(state());
    act();
    inOrder();
    draw();
  }

  function touch() {
    const dirty = state() !== saved;
    if (dirty) document.body.dataset.working = "chapters";
    else delete document.body.dataset.working;
    $("#save").disabled = !dirty;
    $("#undo").disabled = !history.length;
  }

  /** Draw all rows anew, and leave whoever writes in one of them where they are. */
  function draw() {
    const { id, selectionStart, selectionEnd } = document.activeElement;
    const within = body.contains(document.activeElement);
    body.replaceChildren(...rows.map((row, index) => rowOf(row, index, table)));
    if (within && id) {
      const field = document.getElementById(id);
      field?.focus();
      field?.setSelectionRange(selectionStart, selectionEnd);
    }
    drawDropped();
    picture.mark(rows);
    touch();
  }

  /** What a row needs to know of the table, and does to it. */
  const table = {
    heard, state, touch, change,
    count: () => rows.length,
    indexOf: (row) => rows.indexOf(row),
    isInOrder: () => rows.every((one, at) => !at || one.start >= rows[at - 1].start),
    sort: () => { inOrder(); draw(); },
    wasTyped: (before) => history.push(before),
    drop(row) {
      const index = rows.indexOf(row);
      change(() => {
        rows.splice(index, 1);
        if (row.section) dropped.push([row.section, row.title]);
        if (index === 0 && rows.length) rows[0].start = 0;
      });
      $(`#title-${Math.min(index, rows.length - 1)}`)?.focus();
    },
  };

  function drawDropped() {
    $("#dropped").replaceChildren(...(dropped.length ? [make("p", { class: "quiet" }, t("Without a chapter of their own:"), " ", ...dropped.map(([section, heading]) =>
      make("button", { class: "plain", onclick: () => bringBack(section) }, t("Bring back “{}”", heading))))] : []));
  }

  // Where a section was spoken the server knows, so it brings the row back.
  function bringBack(section) {
    history.push(state());
    dropped = dropped.filter(([one]) => one !== section);
    save();
  }

  const save = (confirmed = []) => inTurn(async () => {
    if (rows.some((row) => !row.title.trim())) return tell(t("A chapter needs a title."));
    inOrder();
    const asSent = state();
    const sent = { version, rows, dropped: dropped.map(([section]) => section), confirmed };
    try {
      const answer = await (await ask("POST", `/episodes/${root.dataset.slug}/chapters`, JSON.stringify(sent))).json();
      if (state() === asSent) take(answer);
      else {
        // Somebody went on typing meanwhile; that stays.
        version = answer.version;
        saved = asSent;
        touch();
      }
      kept();
      return true;
    } catch (error) {
      if (error.status === 409) stale(error.said);
      else tell(error.message, 10);
      return false;
    }
  });

  function take(answer) {
    ({ version, rows, dropped } = answer);
    saved = state();
    $("#stale").hidden = true;
    draw();
  }

  const stale = (theirs) => differing(rows, theirs.rows, {
    take: () => take(theirs),
    keep: () => { version = theirs.version; save(); },
  });

  function undo() {
    if (!history.length) return;
    [rows, dropped] = JSON.parse(history.pop());
    draw();
  }

  function add() {
    const start = heard.now();
    change(() => rows.push({ section: "", title: t("New chapter"), start }));
    const input = $(`#title-${rows.findIndex((row) => row.start === start && !row.section)}`);
    input?.focus();
    input?.select();
  }

  /** A section starts at the playhead, whether it had a chapter before or not. */
  function startHere(section, title) {
    const start = heard.now();
    change(() => {
      const row = rows.find((one) => one.section === section);
      if (row) row.start = start;
      else rows.push({ section, title, start });
      dropped = dropped.filter(([one]) => one !== section);
    });
    return save();
  }

  $("#save").addEventListener("click", () => save());
  $("#undo").addEventListener("click", undo);
  $("#add-chapter").addEventListener("click", add);
  addEventListener("beforeunload", (event) => document.body.dataset.working && event.preventDefault());
  heard.audio.addEventListener("timeupdate", () => {
    const now = heard.now();
    let current = null;
    for (const tr of body.children) {
      tr.classList.remove("now");
      if (Number(tr.dataset.start) <= now) current = tr;
    }
    current?.classList.add("now");
  });
  draw();
  return { save, undo, add, startHere };
}
