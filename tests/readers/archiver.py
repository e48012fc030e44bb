"""podcast-archiver downloads what our feed and its archive name: `make readers`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from nexus_audio.feed.item import Item, item_xml
from nexus_audio.feed.rss import build_feed
from toy_episode import ENCLOSURE, EPISODE, SHOW
from toy_feeds import serve


def main() -> None:
    """Serve four episodes, two of them in an archive, and have all of them fetched."""
    files: dict[str, tuple[bytes, str]] = {}
    with serve(files) as url, tempfile.TemporaryDirectory() as folder:
        entries = []
        for number in range(1, 5):
            sound = b"ID3" + bytes([number]) * 997
            enclosure = replace(ENCLOSURE, name=f"folge-{number}.mp3", length=len(sound))
            episode = replace(
                EPISODE,
                slug=f"folge-{number}",
                guid=str(number),
                title=f"Grüße {number}",
                date=f"2026-11-{number:02}T06:00:00+01:00",
            )
            item = Item(
                episode=episode,
                enclosure=enclosure,
                chapters=(),
                description="<p>ä</p>",
                notes="<p>ä</p>",
            )
            entries.append((episode, item_xml(item, SHOW, url)))
            files[f"/media/folge-{number}.mp3"] = (sound, "audio/mpeg")
        for name, document in build_feed(SHOW, entries, url, least=2).items():
            files[f"/{name}"] = (document, "application/rss+xml")
        program = Path(sys.executable).with_name("podcast-archiver")
        # Its database would lie in the user's folder, and know these episodes the second time.
        memory = Path(folder) / "fetched.db"
        subprocess.run(
            [program, "--dir", folder, "--database", memory, "-f", f"{url}feed.xml"],
            check=True,
            capture_output=True,
        )
        fetched = sorted(path.read_bytes() for path in Path(folder).rglob("*.mp3"))
    assert fetched == sorted(data for data, kind in files.values() if kind == "audio/mpeg")
    print(f"podcast-archiver: {len(fetched)} episodes fetched, those of the archive too")


if __name__ == "__main__":
    main()
