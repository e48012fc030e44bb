"""Publishing to a real object storage on this machine, against awscli and rclone.

200 MB in one file, and a publication of 1,000 episodes without any change. Each is a process of
its own against SeaweedFS through a counting proxy; ours counts its own requests. Says seconds of
wall clock and CPU of the client, and each as a multiple of ours.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import s3_servers  # noqa: E402
from fault_proxy import proxied  # noqa: E402
from s3_servers import BUCKET, KEY, SECRET  # noqa: E402
from toy_storages import PUBLIC_URL, write_tree  # noqa: E402

MEGABYTES = int(os.environ.get("NEXUS_BENCH_MB", "200"))
EPISODES = int(os.environ.get("NEXUS_BENCH_EPISODES", "1000"))
PUBLISH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from nexus_audio import config
from nexus_audio.stages.publish import plan, prepare
from nexus_audio.storages.remembered import Hashes
from nexus_audio.storages.s3 import open_s3
root, settings = Path(sys.argv[1]), config.Storage.model_validate_json(sys.argv[2])
storage = open_s3(settings, root)
hashes = Hashes(root)
todo = plan(root / "public", storage, hashes)
hashes.save()
prepare(todo, storage, root / "log.jsonl", public_url=sys.argv[3], now=datetime.now(UTC)).send()
"""
PUT = """
import sys
from pathlib import Path
from nexus_audio import config
from nexus_audio.storages.s3 import open_s3
storage = open_s3(config.Storage.model_validate_json(sys.argv[2]), Path(sys.argv[1]))
storage.put("media/large.mp3", Path(sys.argv[3]))
"""


def main() -> None:
    os.environ |= {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    os.environ |= {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1"}
    with (
        s3_servers.running(s3_servers.seaweed) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        root = Path(folder)
        large = root / "large.mp3"
        large.write_bytes(os.urandom(1 << 20) * MEGABYTES)
        print(f"{MEGABYTES} MB in one file:")
        compare(uploads(server, root, large))
        tree = root / "public"
        write_tree(tree, {f"folge-{n}": f"{n}".encode() * 2_000 for n in range(EPISODES)})
        files = sum(path.is_file() for path in tree.rglob("*"))
        print(f"\n{EPISODES} episodes, {files} files, nothing changed:")
        again(server, root, tree)


def uploads(server: s3_servers.Server, root: Path, large: Path) -> dict[str, list[str]]:
    place = s3_servers.settings(server, "ours").model_dump_json()
    warm = [sys.executable, "-c", PUT, str(root), place]
    (root / "small").write_bytes(b"1")
    subprocess.run([*warm, str(root / "small")], check=True)  # tries the storage out, once
    return {
        "nexus-audio": [*warm, str(large)],
        "aws s3 cp": [
            *aws(server),
            "cp",
            "--only-show-errors",
            str(large),
            f"s3://{BUCKET}/aws.mp3",
        ],
        "rclone copyto": [*rclone(server), "copyto", str(large), f"bench:{BUCKET}/rclone.mp3"],
    }


def again(server: s3_servers.Server, root: Path, tree: Path) -> None:
    """The second run of each; the first one sends everything and is not measured."""
    with proxied(server.port) as proxy:
        counted = s3_servers.settings(server, "ours", proxy.endpoint).model_dump_json()
        ours = [sys.executable, "-c", PUBLISH, str(root), counted, PUBLIC_URL]
        behind = s3_servers.Server([], int(proxy.endpoint.rpartition(":")[2]), root)
        runs = {
            "nexus-audio": ours,
            "aws s3 sync": [
                *aws(behind),
                "sync",
                "--only-show-errors",
                str(tree),
                f"s3://{BUCKET}/aws",
            ],
            "rclone sync": [*rclone(behind), "sync", str(tree), f"bench:{BUCKET}/rclone"],
            "rclone sync --checksum --fast-list": [
                *rclone(behind),
                "sync",
                "--checksum",
                "--fast-list",
                str(tree),
                f"bench:{BUCKET}/rclone",
            ],
        }
        for name, command in runs.items():
            if "--checksum" not in name:
                subprocess.run(command, check=True)
        compare(runs, before=proxy.requests.clear, requests=lambda: len(proxy.requests))


def compare(
    runs: dict[str, list[str]],
    *,
    before: Callable[[], None] = lambda: None,
    requests: Callable[[], int] | None = None,
) -> None:
    rows = {}
    for name, command in runs.items():
        before()
        used, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True)
        wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
        rows[name] = {"wall": wall, "cpu": cpu, "requests": requests() if requests else None}
    first = next(iter(rows.values()))
    for name, row in rows.items():
        wall, cpu = row["wall"] or 0.0, row["cpu"] or 0.0
        ratios = f"{wall / (first['wall'] or 1):6.2f} {cpu / (first['cpu'] or 1):6.2f}"
        count = f"{row['requests']:7} requests" if requests else ""
        print(f"  {name:36} {wall:7.2f} s  {cpu:6.2f} s CPU  × ours {ratios} {count}")
    print(json.dumps(rows))


def aws(server: s3_servers.Server) -> list[str]:
    return [str(s3_servers.program("aws")), "--endpoint-url", server.endpoint, "s3"]


def rclone(server: s3_servers.Server) -> list[str]:
    os.environ |= {
        "RCLONE_CONFIG_BENCH_TYPE": "s3",
        "RCLONE_CONFIG_BENCH_PROVIDER": "SeaweedFS",
        "RCLONE_CONFIG_BENCH_ENV_AUTH": "true",
        "RCLONE_CONFIG_BENCH_ENDPOINT": server.endpoint,
    }
    return [str(s3_servers.program("rclone")), "--config", "/dev/null"]


if __name__ == "__main__":
    main()
