// The strictest reader of WebVTT finds no fault in our transcripts: `make readers`.
// Those of tests/data, or the files that are named.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import webvtt from "webvtt-parser";

const DATA = new URL("../data/captions/", import.meta.url);
const ours = readdirSync(DATA).filter((name) => name.endsWith(".vtt"));
const files = process.argv.length > 2 ? process.argv.slice(2) : ours.map((name) => new URL(name, DATA));
assert.ok(files.length);
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const { cues, errors } = new webvtt.WebVTTParser().parse(text, "subtitles");
  assert.deepEqual(errors, [], String(file));
  assert.equal(cues.length, text.match(/ --> /g).length);
  console.log(`${String(file).split("/").pop()}: ${cues.length} cues without a fault`);
}
