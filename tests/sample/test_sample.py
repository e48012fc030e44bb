"""The sample episode is whole: its text, its recording and the truth about it agree."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import tomllib
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray

from nexus_audio.codec import from_plain
from nexus_audio.models import Episode, Show

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EPISODE = ROOT / "episodes" / "301-beispiel"
BRIEFING = (EPISODE / "briefing.txt").read_text("utf-8")
TRUTH: dict[str, Any] = json.loads((HERE / "truth.json").read_text("utf-8"))
PARTS: list[dict[str, Any]] = tomllib.loads((HERE / "reading.toml").read_text("utf-8"))["parts"]

FORMS = {
    "date and reading time": r"\A\d{1,2}\. \w+\. \d{4} Lesezeit: \d+ Min\.\n",
    "title twice": r"^(🔥Nexus 301: .+)$[\s\S]+^\1$",
    "greeting": r"^Hi,$",
    "sign-off name before the focus": r"^Juna$\n\n^Im Fokus dieser Ausgabe:$",
    "focus bullets": r"^Im Fokus dieser Ausgabe:\n\n(  • .+\n){3,}",
    "quote of the day in English": r"^Zitat des Tages\n\n.*\bthe\b.*\n\n.+ in ihrem Newsletter$",
    "category with a spaced emoji": r"\n\n\n🤖 KI$",
    "category with a joined emoji": r"\n\n\n⚡Energie$",
    "category with a variation selector": r"\n\n\n✴\ufe0f Mehr Wissenswertes$",
    "numbered list": r"^  1\. .+\n  2\. .+\n  3\. .+$",
    "bulleted list": r":\n\n(  • .+\n){3}\n[^•]",
    "caption": r"^Serverhalle \+ Fernwärme$",
    "German block quote": r"Treffend fand ich .+:\n\nEin Gehweg ist ",
    "English block quote": r"^MT:\n\nThe city .+\.\n\nFor most ",
    "source in brackets": r" \(Meridian Times\)$",
    "earlier issue": r"^In Nexus 295 schrieb ich:$",
    "previous issues": r"^Themen der vorherigen Ausgabe\n\n(🔥Nexus \d+: .+:\n\n){3}",
    "heading longer than a slug": r"^Stadtwerk .{60,}[^.]$",
    "amount": r"\b60 Milliarden \$",
    "percent": r"\b40%",
    "thousands point": r"\b1\.250\b",
    "decimal comma": r"\b2,80 Euro\b",
    "date": r"\b20\.12\.",
    "year": r"\bJahr 2027\b",
    "abbreviation KI": r"\bKI\b",
    "abbreviation z. B.": r"\bz\. B\.",
    "abbreviation ca.": r"\bca\.",
    "abbreviation M&A": r"\bM&A\b",
    "gender colon": r"\bKund:innen\b",
    "separator and sign-off": r"^~\n\nJuna Falkenried\n.+ ~ .+\nInhaltsverzeichnis$",
    "the site's own messages": r"^Inhaltsverzeichnis\nGroßartig! .+\n(.+\n){6}\Z",
}


@pytest.mark.parametrize("form", FORMS)
def test_briefing_holds_every_form_of_a_copied_issue(form: str) -> None:
    assert re.search(FORMS[form], BRIEFING, re.MULTILINE), form


def test_briefing_is_short() -> None:
    assert 500 <= len(BRIEFING.split()) <= 700


def test_episode_and_show_are_models() -> None:
    plain = tomllib.loads((EPISODE / "episode.toml").read_text("utf-8"))
    episode = from_plain(Episode, {"slug": EPISODE.name, **plain})
    show = from_plain(Show, tomllib.loads((ROOT / "feed" / "show.toml").read_text("utf-8")))
    assert f"🔥Nexus {episode.number}: {episode.title}\n" in BRIEFING
    assert datetime.fromisoformat(episode.date).utcoffset() is not None
    assert str(uuid.UUID(episode.guid)) == episode.guid
    podcast = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the podcast namespace's own
    assert show.guid == str(uuid.uuid5(podcast, "nexus.example/feed.xml"))
    assert show.people == episode.people


def test_cover_is_square_rgb_and_small() -> None:
    cover = (ROOT / "feed" / "cover.png").read_bytes()
    width, height, depth, color = struct.unpack(">IIBB", cover[16:26])
    assert (width, height, depth, color) == (1400, 1400, 8, 2)
    assert len(cover) < 60_000


def test_truth_is_of_the_reading() -> None:
    spoken = [
        (part.get("section"), line["kind"], line.get("language", "de"), line["text"])
        for part in PARTS
        for line in part["spoken"]
    ]
    assert [
        (u["section"], u["kind"], u["language"], u["text"]) for u in TRUTH["utterances"]
    ] == spoken
    assert [s["id"] for s in TRUTH["sections"]] == [p["section"] for p in PARTS if "section" in p]


def test_truth_is_in_order_and_inside_the_recording() -> None:
    times = [time for u in TRUTH["utterances"] for time in (u["start"], u["end"])]
    assert times == sorted(set(times))
    assert times[0] >= 0
    assert times[-1] <= TRUTH["duration"]


def test_sections_last_from_their_first_utterance_to_their_last() -> None:
    for section in TRUTH["sections"]:
        own = [u for u in TRUTH["utterances"] if u["section"] == section["id"]]
        first, last = (own[0]["start"], own[-1]["end"]) if own else (None, None)
        assert (section["read"], section["start"], section["end"]) == (bool(own), first, last)


def test_host_skips_one_topic_and_says_one_thing_freely() -> None:
    skipped = [s["id"] for s in TRUTH["sections"] if not s["read"]]
    assert skipped == ["kleine-sprachmodelle-fuer-das-telefon"]
    (adlib,) = TRUTH["adlibs"]
    assert 15 <= len(adlib["text"].split()) <= 25
    assert all(
        s["end"] <= adlib["start"] or adlib["end"] <= s["start"]
        for s in TRUTH["sections"]
        if s["read"]
    )


def test_host_says_one_sentence_again() -> None:
    (retake,) = TRUTH["retakes"]
    texts = {(u["start"], u["end"]): u["text"] for u in TRUTH["utterances"]}
    superseded, kept = texts[tuple(retake["superseded"])], texts[tuple(retake["kept"])]
    assert superseded.split()[:9] == kept.split()[:9]
    assert superseded != kept
    assert retake["superseded"][1] < retake["kept"][0]


def frame_levels() -> NDArray[np.float64]:
    """The level of each 5 ms of the recording in dBFS."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", EPISODE / "recording.opus"]
    pcm = ["-f", "s16le", "-ac", "1", "-ar", "16000", "-"]
    decoded = subprocess.run([*command, *pcm], capture_output=True, check=True).stdout
    sound = np.frombuffer(decoded, "<i2")
    frames = sound[: len(sound) // 80 * 80].reshape(-1, 80) / 32768
    return np.asarray(20 * np.log10(np.sqrt(np.mean(frames**2, axis=1)) + 1e-9))


def test_recording_is_small_and_sounds_when_the_truth_says() -> None:
    assert (EPISODE / "recording.opus").stat().st_size < 1_500_000
    levels = frame_levels()
    assert abs(len(levels) * 5 - TRUTH["duration"]) <= 10
    loud = levels > -58  # between the noise of the room and the softest speech
    ends = [0, *(u["end"] for u in TRUTH["utterances"])]
    starts = [*(u["start"] for u in TRUTH["utterances"]), TRUTH["duration"]]
    for index, said in enumerate(TRUTH["utterances"]):
        first = (ends[index] + said["start"]) // 10
        last = (said["end"] + starts[index + 1]) // 10
        (heard,) = np.nonzero(loud[first:last])
        assert abs((first + heard[0]) * 5 - said["start"]) <= 50, said["text"]
        assert abs((first + heard[-1] + 1) * 5 - said["end"]) <= 50, said["text"]
