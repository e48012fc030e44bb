"""One good tree, and every way to spoil it that a rule should see."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nexus_audio import codec
from nexus_audio.feed import transcripts
from nexus_audio.feed.chapter_forms import json_chapters
from nexus_audio.feed.check import Finding, check_file, check_tree
from nexus_audio.feed.item import Item, item_xml
from nexus_audio.feed.rss import build_feed
from nexus_audio.feed.rules import Level
from nexus_audio.models import Cue, LastPublished, Show
from toy_feeds import chapters_in_tag, png

CASE = Path(__file__).parents[1] / "data" / "feeds" / "wochenschau.in.json"
FIRST = "episodes/wochenschau-1"
MEDIA = "media/wochenschau-1-0123456789ab.mp3"
COVER = "assets/cover-0123456789ab.png"
CUES = (
    Cue(start=0, end=1500, lines=("Guten Morgen",)),
    Cue(start=1500, end=20_000, lines=("Bis bald",)),
)

PUBLIC_URL = "https://pod.example/feed"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A built tree without fault."""
    case = json.loads(CASE.read_text(encoding="utf-8"))
    items = [codec.from_plain(Item, plain) for plain in case["items"]]
    show, url = codec.from_plain(Show, case["show"]), case["public_url"]
    entries = [(item.episode, item_xml(item, show, url)) for item in items]
    files = {**build_feed(show, entries, url, case["cover_url"]), COVER: png(1400, 1400)}
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
    ("feed-parses", feed('rel="self"', 'rel="prev-archive"')),
    ("reads-back", feed("</channel>", "<entry/></channel>")),
    ("self-link", feed('href="https://pod.example/feed/feed.xml"', 'href="http://127.0.0.1/"')),
    ("feed-small", feed("Nachlesen", "x" * 5_000_000)),
    ("descriptions-short", feed("<p>Größe", f"<p>{'ü' * 2000}")),
    ("enclosures-there", remove(MEDIA)),
    ("enclosures-there", feed("/feed/media/", "/anderswo/media/")),
    ("enclosures-measured", overwrite(MEDIA, bytes(2047))),
    ("enclosures-measured", feed('length="2048"', 'length=""')),
    ("enclosures-typed", feed('type="audio/mpeg"', 'type="audio/mp3"')),
    ("enclosures-typed", overwrite(MEDIA, b"OggS".ljust(2048))),
    ("enclosures-typed", overwrite(MEDIA, b"<!DOCTYPE html>".ljust(2048))),
    ("chapters-readable", remove(f"{FIRST}/chapters.json")),
    ("chapters-readable", overwrite(f"{FIRST}/chapters.json", b"[]")),
    ("chapters-readable", overwrite(f"{FIRST}/chapters.json", b"{")),
    ("chapters-readable", change(f"{FIRST}/chapters.json", "1.2.0", "1.0")),
    ("chapters-from-zero", change(f"{FIRST}/chapters.json", '"startTime": 0.0', '"startTime": 1')),
    (
        "chapters-readable",
        change(f"{FIRST}/chapters.json", '"startTime": 62.5', '"startTime": 301'),
    ),
    (
        "chapters-readable",
        change(f"{FIRST}/chapters.json", '"startTime": 300.0', '"startTime": 602'),
    ),
    ("chapters-readable", change(f"{FIRST}/chapters.json", '"startTime": 0.0', '"startTime": NaN')),
    ("chapters-readable", change(f"{FIRST}/chapters.json", '"endTime": 62.5', '"endTime": 0')),
    (
        "chapters-readable",
        change(f"{FIRST}/chapters.json", '"endTime": 62.5', '"endTime": "später"'),
    ),
    ("chapters-readable", change(f"{FIRST}/chapters.json", '"endTime": 600.499', '"endTime": 602')),
    ("chapters-agree", feed('start="00:01:02.500"', 'start="00:01:02.501"')),
    ("chapters-agree", feed('title="Schluss"', 'title="Ende"')),
    (
        "tags-agree",
        overwrite(MEDIA, chapters_in_tag((0, "Begrüßung"), (62_501, "Märkte & Mächte"))),
    ),
    ("lines-agree", feed("01:02 Märkte", "01:03 Märkte")),
    ("lines-agree", feed("05:00 Schluss", "05:00 Ende")),
    ("lines-agree", feed("<br>05:00 Schluss", "")),
    ("transcripts-there", remove(f"{FIRST}/transcript.txt")),
    ("transcripts-timed", change(f"{FIRST}/transcript.vtt", "00:00:20.000", "00:10:02.000")),
    ("transcripts-timed", change(f"{FIRST}/transcript.vtt", "00:00:20.000", "10:02.000")),
    ("transcripts-timed", change(f"{FIRST}/transcript.vtt", "00:00:20.000", "00:75:00.000")),
    (
        "transcripts-timed",
        change(f"{FIRST}/transcript.srt", "00:00:01,500 -->", "00:00:01,400 -->"),
    ),
    ("transcripts-timed", change(f"{FIRST}/transcript.json", '"endTime": 20', '"endTime": 620')),
    ("transcripts-timed", overwrite(f"{FIRST}/transcript.json", b"{}")),
    ("cover-fits", remove(COVER)),
    ("cover-fits", overwrite(COVER, png(1399, 1399))),
    ("cover-fits", overwrite(COVER, png(3000, 1400))),
    ("cover-fits", overwrite(COVER, png(1400, 1400, colours=6))),
    ("cover-fits", overwrite(COVER, png(1400, 1400, colours=0))),
    (
        "cover-fits",
        overwrite(COVER, b"\xff\xd8\xff\xc0\x00\x11\x08\x05\x78\x05\x78\x03" + bytes(9)),
    ),
    ("cover-fits", overwrite(COVER, b"GIF89a")),
]


ARCHIVE = f'<atom:link rel="prev-archive" href="{PUBLIC_URL}/archive-1.xml"/>'


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


def test_chapters_in_the_audio_file_may_be_the_same(tree: Path) -> None:
    chapters = ((0, "Begrüßung"), (62_500, "Märkte & Mächte"), (300_000, "Schluss"))
    overwrite(MEDIA, chapters_in_tag(*chapters))(tree)
    assert "tags-agree" not in {finding.rule for finding in found(tree)}


def test_silent_chapters_need_not_stand_elsewhere(tree: Path) -> None:
    silent = '"chapters": [{"startTime": 0, "img": "https://x.example/a.png", "toc": false},'
    change(f"{FIRST}/chapters.json", '"chapters": [', silent)(tree)
    change(f"{FIRST}/chapters.json", '"startTime": 0.0', '"startTime": 0.001')(tree)
    feed('start="00:00:00.000"', 'start="00:00:00.001"')(tree)
    assert {finding.rule for finding in found(tree)} == {"chapters-from-zero"}


NOW = datetime(2026, 11, 9, 6, 0, 1, tzinfo=UTC)


def test_an_episode_of_the_future_is_told_when_somebody_says_what_time_it_is(tree: Path) -> None:
    (finding,) = check_tree(tree, PUBLIC_URL, now=NOW)
    assert (finding.level, finding.rule) == (Level.WARNING, "dates-past")
    assert "Über die Brücke" in finding.message


def last(**enclosures: str) -> LastPublished:
    return LastPublished(enclosures=enclosures)


def test_guids_are_held_against_what_was_published(tree: Path) -> None:
    old = f"{PUBLIC_URL}/{MEDIA}"
    for audio in (old, old.replace("0123456789ab", "ba9876543210")):
        (changed,) = check_tree(tree, PUBLIC_URL, before=last(alt=audio))
        assert (changed.level, changed.rule) == (Level.ERROR, "guids-kept")
        assert "was published as alt" in changed.message
    kept = {"6f1c2c54-0f0e-4a44-9d5f-7f5f0c9b0a01": old}
    assert check_tree(tree, PUBLIC_URL, before=last(**kept)) == ()


def test_an_episode_that_is_gone_is_told(tree: Path) -> None:
    before = last(alt=f"{PUBLIC_URL}/media/vorschau-0123456789ab.mp3")
    (gone,) = check_tree(tree, PUBLIC_URL, before=before)
    assert (gone.level, gone.rule) == (Level.WARNING, "episodes-kept")
    assert "vorschau" in gone.message


def test_the_guid_of_the_show_is_held_against_what_was_published(tree: Path) -> None:
    before = LastPublished(show="917393e3-1b1e-5cef-ace4-edaa54e1f810")
    (changed,) = check_tree(tree, PUBLIC_URL, before=before)
    assert (changed.level, changed.rule) == (Level.ERROR, "show-guid-kept")
    assert "was published as 917393e3" in changed.message
    assert "feed/show.toml" in changed.fix


@pytest.mark.parametrize(
    ("tag", "written", "told"),
    [
        ("itunes:category", ' text="news"/>', "'News'"),
        ("podcast:medium", ">podcasts<", "'podcast'"),
        ("podcast:person", ' role="hots">Juna<', "'host'"),
        ("podcast:person", ' group="castt">Juna<', "'cast'"),
        ("podcast:block", ' id="spotfy">yes<', "'spotify'"),
    ],
)
def test_a_word_beside_a_list_is_told_with_the_nearest_one(
    tree: Path, tag: str, written: str, told: str
) -> None:
    end = f"/{tag}>" if written.endswith("<") else ""
    feed("    <item>", f"    <{tag}{written}{end}\n    <item>", 1)(tree)
    assert any(f"did you mean {told}?" in finding.message for finding in found(tree))


def test_a_feed_of_others_is_not_told_of_our_files(tree: Path) -> None:
    feed("<itunes:explicit>false", "<itunes:explicit>clean")(tree)
    assert "fault of nexus-audio" in found(tree)[0].fix
    feed("<generator>nexus-audio", "<generator>Hoster 3")(tree)
    assert found(tree)[0].fix == "Write true or false."


def test_a_feed_in_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (finding,) = check_file(tmp_path / "fehlt.xml")
    assert finding.rule == "feed-parses"
    assert "No such file" in finding.message


def test_a_fault_is_told_with_its_episode_and_both_values(tree: Path) -> None:
    overwrite(MEDIA, bytes(2047))(tree)
    (finding,) = found(tree)
    assert finding.level is Level.ERROR
    assert "'🔥 Größe, \"Maß\" & <Mitte>'" in finding.message
    assert "'2048'" in finding.message
    assert "2047 bytes" in finding.message


@pytest.mark.parametrize(
    "description", ["Nur Text", "<p>offen <b>und", "<!-- nichts -->", "a\n\nb"]
)
def test_any_description_can_be_read(tree: Path, description: str) -> None:
    feed("<p>Kurz.</p>", description)(tree)
    assert found(tree) == ()


def test_mistakes_in_an_archive_are_found_too(tree: Path) -> None:
    good = (tree / "feed.xml").read_text(encoding="utf-8")
    start, end = good.index("    <item>"), good.index("  </channel>")
    (tree / "archive-1.xml").write_text(good, encoding="utf-8")
    (tree / "feed.xml").write_text(
        good[:start].replace("</podcast:guid>", f"</podcast:guid>{ARCHIVE}") + good[end:],
        encoding="utf-8",
    )
    assert found(tree) == ()
    change("archive-1.xml", ">full<", ">voll<", 1)(tree)
    (finding,) = found(tree)
    assert finding.rule == "types-known"
