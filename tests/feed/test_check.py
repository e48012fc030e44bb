"""One good tree, and every way to spoil it that a rule should see."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from nexus_audio import codec
from nexus_audio.feed import transcripts
from nexus_audio.feed.chapter_forms import json_chapters
from nexus_audio.feed.check import RULES, Finding, Level, check_tree
from nexus_audio.feed.rss import Item, build_feed
from nexus_audio.models import Cue, Show

CASE = Path(__file__).parents[1] / "data" / "feeds" / "wochenschau.in.json"
FIRST = "episodes/wochenschau-1"
MEDIA = "media/wochenschau-1-0123456789ab.mp3"
COVER = "assets/cover-0123456789ab.png"
CUES = (
    Cue(start=0, end=1500, lines=("Guten Morgen",)),
    Cue(start=1500, end=20_000, lines=("Bis bald",)),
)

PUBLIC_URL = "https://pod.example/feed"


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A built tree without fault."""
    case = json.loads(CASE.read_text(encoding="utf-8"))
    items = [codec.from_plain(Item, plain) for plain in case["items"]]
    feed = build_feed(
        codec.from_plain(Show, case["show"]), items, case["public_url"], case["cover_url"]
    )
    files = {"feed.xml": feed, COVER: png(1400, 1400)}
    for item in items:
        folder = f"episodes/{item.episode.slug}"
        files |= {
            f"media/{item.enclosure.name}": bytes(item.enclosure.length),
            f"{folder}/transcript.vtt": transcripts.vtt(CUES).encode(),
            f"{folder}/transcript.srt": transcripts.srt(CUES).encode(),
            f"{folder}/transcript.json": transcripts.json_transcript(CUES).encode(),
            f"{folder}/transcript.html": b"<p>Guten Morgen</p>\n",
            f"{folder}/transcript.txt": b"Guten Morgen\n",
            f"{folder}/chapters.json": json_chapters(item.chapters).encode(),
        }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


Spoil = Callable[[Path], None]


def change(name: str, old: str, new: str, count: int = -1) -> Spoil:
    """Replace text in a file; the text must be there."""

    def spoil(tree: Path) -> None:
        text = (tree / name).read_text(encoding="utf-8")
        assert old in text
        (tree / name).write_text(text.replace(old, new, count), encoding="utf-8")

    return spoil


def feed(old: str, new: str, count: int = -1) -> Spoil:
    return change("feed.xml", old, new, count)


def remove(name: str) -> Spoil:
    return lambda tree: (tree / name).unlink()


def overwrite(name: str, content: bytes) -> Spoil:
    def spoil(tree: Path) -> None:
        (tree / name).write_bytes(content)

    return spoil


FAULTS: list[tuple[str, Spoil]] = [
    ("feed-parses", remove("feed.xml")),
    ("feed-parses", feed("</rss>", "")),
    ("feed-parses", overwrite("feed.xml", b"<feed/>")),
    ("reads-back", feed("</channel>", "<entry/></channel>")),
    ("channel-complete", feed("<language>de</language>", "")),
    ("channel-complete", feed('<itunes:category text="News">', "<itunes:category>")),
    ("self-link", feed('rel="self"', 'rel="alternate"')),
    ("self-link", feed('href="https://pod.example/feed/feed.xml"', 'href="http://127.0.0.1/"')),
    ("explicit-is-plain", feed("<itunes:explicit>false", "<itunes:explicit>no", 1)),
    ("show-guid", feed("9b024349-ccf0-5f69-a609-6b82873eab3c", "meine-sendung")),
    ("items-complete", feed("<title>Über die Brücke</title>", "")),
    (
        "items-complete",
        feed('<guid isPermaLink="false">6f1c2c54-0f0e-4a44-9d5f-7f5f0c9b0a01</guid>', ""),
    ),
    ("one-enclosure", feed("<enclosure ", "<attachment ")),
    (
        "one-enclosure",
        feed("<enclosure ", '<enclosure url="https://pod.example/x"/><enclosure ', 1),
    ),
    ("guids-unique", feed("0a02</guid>", "0a01</guid>")),
    (
        "enclosures-unique",
        feed("wochenschau%202-ba9876543210.mp3", "wochenschau-1-0123456789ab.mp3"),
    ),
    ("dates-have-zones", feed("07:30:00 +0000", "07:30:00 -0000")),
    ("dates-have-zones", feed("Mon, 09 Nov 2026 06:00:00 +0100", "2026-11-09T06:00:00+01:00")),
    ("newest-first", feed("Mon, 09 Nov 2026", "Mon, 23 Nov 2026")),
    ("descriptions-short", feed("<p>Größe", f"<p>{'ü' * 2000}")),
    ("durations-whole", feed("<itunes:duration>600<", "<itunes:duration>10:00<")),
    (
        "addresses-absolute",
        feed('transcript url="https://pod.example/feed/', 'transcript url="/', 1),
    ),
    ("addresses-absolute", feed("wochenschau%202/transcript.vtt", "wöchenschau/transcript.vtt")),
    ("enclosures-there", remove(MEDIA)),
    ("enclosures-there", feed("/feed/media/", "/anderswo/media/")),
    ("enclosures-measured", overwrite(MEDIA, bytes(2047))),
    ("enclosures-measured", feed('length="2048"', 'length=""')),
    ("enclosures-typed", feed('type="audio/mpeg"', 'type="audio/mp3"')),
    ("chapters-readable", remove(f"{FIRST}/chapters.json")),
    ("chapters-readable", overwrite(f"{FIRST}/chapters.json", b"[]")),
    ("chapters-readable", overwrite(f"{FIRST}/chapters.json", b"{")),
    ("chapters-readable", change(f"{FIRST}/chapters.json", "1.2.0", "1.0")),
    ("chapters-readable", change(f"{FIRST}/chapters.json", '"startTime": 0.0', '"startTime": 1.0')),
    (
        "chapters-readable",
        change(f"{FIRST}/chapters.json", '"startTime": 62.5', '"startTime": 301'),
    ),
    (
        "chapters-readable",
        change(f"{FIRST}/chapters.json", '"startTime": 300.0', '"startTime": 602'),
    ),
    ("chapters-readable", change(f"{FIRST}/chapters.json", '"startTime": 0.0', '"startTime": NaN')),
    ("chapters-agree", feed('start="00:01:02.500"', 'start="00:01:02.501"')),
    ("chapters-agree", feed('title="Schluss"', 'title="Ende"')),
    ("lines-agree", feed("01:02 Märkte", "01:03 Märkte")),
    ("lines-agree", feed("05:00 Schluss", "05:00 Ende")),
    ("lines-agree", feed("<br>05:00 Schluss", "")),
    ("transcripts-there", remove(f"{FIRST}/transcript.txt")),
    ("transcripts-there", feed('type="text/vtt"', 'type="vtt"')),
    ("transcripts-timed", change(f"{FIRST}/transcript.vtt", "00:00:20.000", "00:10:02.000")),
    (
        "transcripts-timed",
        change(f"{FIRST}/transcript.srt", "00:00:01,500 -->", "00:00:01,400 -->"),
    ),
    ("cover-fits", remove(COVER)),
    ("cover-fits", feed("<itunes:image", "<itunes:picture")),
    ("cover-fits", overwrite(COVER, png(1399, 1399))),
    ("cover-fits", overwrite(COVER, png(3000, 1400))),
    ("cover-fits", overwrite(COVER, b"GIF89a")),
]


def found(tree: Path) -> tuple[Finding, ...]:
    return check_tree(tree, PUBLIC_URL)


def test_a_good_tree_has_no_fault(tree: Path) -> None:
    assert found(tree) == ()


def test_a_slash_at_the_end_of_the_address_does_not_matter(tree: Path) -> None:
    assert check_tree(tree, PUBLIC_URL + "/") == ()


@pytest.mark.parametrize(
    ("rule", "spoil"), FAULTS, ids=[f"{i}-{r}" for i, (r, _) in enumerate(FAULTS)]
)
def test_a_fault_is_found_and_explained(tree: Path, rule: str, spoil: Spoil) -> None:
    spoil(tree)
    finding = next(finding for finding in found(tree) if finding.rule == rule)
    assert finding.message
    assert finding.fix
    assert finding.requirer


def test_every_rule_has_a_fault_that_makes_it_fire() -> None:
    assert {rule.name for rule in RULES} | {"feed-parses"} == {rule for rule, _ in FAULTS}


def test_a_fault_is_told_with_its_episode_and_both_values(tree: Path) -> None:
    overwrite(MEDIA, bytes(2047))(tree)
    (finding,) = found(tree)
    assert finding.level is Level.ERROR
    assert "'🔥 Größe, \"Maß\" & <Mitte>'" in finding.message
    assert "'2048'" in finding.message
    assert "2047 bytes" in finding.message


@pytest.mark.parametrize(
    "description", ["", "Nur Text", "<p>offen <b>und", "<!-- nichts -->", "a\n\nb"]
)
def test_any_description_can_be_read(tree: Path, description: str) -> None:
    feed("<p>Kurz.</p>", description)(tree)
    assert found(tree) == ()
