// The page of a new episode: the text's file can be dropped on its form.

import { dropping } from "./dropping.js";
import { $ } from "./page.js";

const form = $("[data-drop-text]");
dropping(form, (files) => {
  $("input[type=file]", form).files = files;
  form.requestSubmit();
});
