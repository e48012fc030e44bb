"""10,000 episodes into a feed: ours against feedgen and podgen, each in a process of its own.

Ours writes more (chapters, four transcripts, notes, season, people); the others write what
they can. Says seconds of CPU, peak memory and bytes, and each as a multiple of ours.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

COUNT = 10_000
START = datetime(2000, 1, 1, 6, tzinfo=UTC)
URL = "https://pod.example/"
TEXT = "<p>Worum es geht: Fähren, Möwen und ein Büro im Leuchtturm.</p>"
NOTES = TEXT + "<ul>" + "<li><a href='https://quelle.example/'>Küstenblatt</a></li>" * 5 + "</ul>"


def facts() -> list[tuple[int, datetime, str]]:
    return [
        (number, START + timedelta(days=number), str(uuid.UUID(int=number)))
        for number in range(COUNT)
    ]


def nexus(changed: int = COUNT) -> Callable[[], int]:
    """Our feed, when so many of the items must be written anew; the rest lie in the store."""
    from nexus_audio.feed.item import Item, item_xml
    from nexus_audio.feed.rss import build_feed
    from nexus_audio.models import Chapter, Enclosure, Episode, Loudness, Person, Show

    show = Show(
        title="Küstenfunk",
        description="Vom Meer.",
        author="Änne",
        link=URL,
        guid="g",
        people=(Person(name="Änne"),),
    )
    loudness = Loudness(integrated=-16, range=4, true_peak=-1)
    chapters = tuple(
        Chapter(start=at * 60_000, end=at * 60_000 + 60_000, title=f"Kapitel {at}")
        for at in range(3)
    )
    items = [
        Item(
            episode=Episode(
                slug=f"folge-{number}",
                title=f"Folge {number}",
                guid=guid,
                date=date.isoformat(),
                number=number,
            ),
            enclosure=Enclosure(
                name=f"{number}.mp3",
                type="audio/mpeg",
                length=1_000_000,
                duration=600_000,
                sha256="00",
                loudness=loudness,
            ),
            chapters=chapters,
            description=TEXT,
            notes=NOTES,
        )
        for number, date, guid in facts()
    ]
    stored = [item_xml(item, show, URL) for item in items[changed:]]

    def run() -> int:
        written = [item_xml(item, show, URL) for item in items[:changed]] + stored
        entries = [(item.episode, xml) for item, xml in zip(items, written, strict=True)]
        return sum(map(len, build_feed(show, entries, URL).values()))

    return run


def feedgen() -> Callable[[], int]:
    from feedgen.feed import FeedGenerator

    def run() -> int:
        feed = FeedGenerator()
        feed.load_extension("podcast")
        feed.title("Küstenfunk")
        feed.link(href=URL)
        feed.description("Vom Meer.")
        for number, date, guid in facts():
            entry = feed.add_entry(order="append")
            entry.title(f"Folge {number}")
            entry.guid(guid)
            entry.pubDate(date)
            entry.description(TEXT)
            entry.content(NOTES, type="CDATA")
            entry.enclosure(f"{URL}{number}.mp3", "1000000", "audio/mpeg")
            entry.podcast.itunes_duration(600)
        return len(feed.rss_str(pretty=True))

    return run


def podgen() -> Callable[[], int]:
    import podgen as pod

    def run() -> int:
        feed = pod.Podcast(name="Küstenfunk", website=URL, description="Vom Meer.", explicit=False)
        for number, date, guid in facts():
            media = pod.Media(f"{URL}{number}.mp3", 1_000_000, duration=timedelta(minutes=10))
            feed.add_episode(
                pod.Episode(
                    title=f"Folge {number}",
                    id=guid,
                    publication_date=date,
                    summary=TEXT,
                    long_summary=NOTES,
                    media=media,
                )
            )
        return len(feed.rss_str().encode())

    return run


RUNS: dict[str, Callable[[], Callable[[], int]]] = {
    "nexus-audio, all": nexus,
    "nexus-audio, 1 changed": lambda: nexus(1),
    "feedgen": feedgen,
    "podgen": podgen,
}


def measure(name: str) -> None:
    """Run one and print its figures; what only prepares it does not count."""
    run = RUNS[name]()
    before = time.process_time()
    size = run()
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "bytes": size}))


def main() -> None:
    here = str(Path(__file__).resolve())
    found = {
        name: json.loads(
            subprocess.run(
                [sys.executable, "-W", "ignore", here, name],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for name in RUNS
    }
    ours = found["nexus-audio, all"]["seconds"]
    print(f"| {COUNT} episodes | CPU seconds | × ours | peak memory | feed |")
    print("|---|---|---|---|---|")
    for name, one in found.items():
        ratio = one["seconds"] / ours
        size = one["bytes"] / 1e6
        print(
            f"| {name} | {one['seconds']:.2f} | {ratio:.2f} | {one['megabytes']} MB "
            f"| {size:.1f} MB |"
        )


if __name__ == "__main__":
    measure(sys.argv[1]) if sys.argv[1:] else main()
