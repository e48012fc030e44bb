// The page of the review. Everything on it works at once; only the waveform comes when it is here.

import { deviations, people } from "./answers.js";
import { chapters } from "./chapters.js";
import { doubts } from "./doubts.js";
import { keys } from "./keys.js";
import { $, ready } from "./page.js";
import { player } from "./player.js";
import { files, rebuild } from "./saving.js";
import { transcript } from "./transcript.js";
import { waveform } from "./waveform.js";

const root = $("#review");
const heard = player(root);
const table = chapters(root, heard, waveform(root, heard));
const send = files(root);
doubts(root, heard, table);
deviations(send);
people(send);
transcript(root, heard, send);
keys(heard, table);
rebuild();
ready(root);
