// The page of an episode: its recording comes in.

import { microphone } from "./microphone.js";
import { $, ready } from "./page.js";
import { uploader } from "./upload.js";

const drop = $("#drop");
microphone(drop, uploader(drop).finish);
ready($("#recording"));
