"""Real S3 servers on this machine alone: SeaweedFS, and rclone's, which keeps no conditions."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nexus_audio import config
from nexus_audio.storages.s3 import S3Storage, open_s3

KEY, SECRET = "AKTEST", "s3cr3t-of-the-tests"
BUCKET = "podcast"
_PATIENCE = 60.0


@dataclass
class Server:
    """A server that can be killed and started again on its data."""

    command: list[str]
    port: int
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    limit: int = 0
    """The most bytes that a file of the server may have, which makes its disk full; 0 is any."""
    process: subprocess.Popen[bytes] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment},
                cwd=self.folder,
                start_new_session=True,
            )
        if self.limit:
            limits = (self.limit, self.limit)
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, limits)
        self._wait()

    def kill(self) -> None:
        """As a power cut would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            assert self.process is not None
            if self.process.poll() is not None:
                break
            if client(self).answers():
                return
            time.sleep(0.1)
        log = (self.folder / "server.log").read_text("utf-8", errors="replace")
        raise RuntimeError(f"the server did not start:\n{log[-2000:]}")


class client:  # noqa: N801 -- reads as a verb
    """What tests do beside the product: make a bucket, look, and damage."""

    def __init__(self, server: Server) -> None:
        import boto3
        from botocore.config import Config

        self.s3 = boto3.client(
            "s3",
            endpoint_url=server.endpoint,
            region_name="us-east-1",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            config=Config(
                retries={"mode": "standard", "total_max_attempts": 1},
                connect_timeout=2,
                read_timeout=20,
                s3={"addressing_style": "path"},
                response_checksum_validation="when_required",
            ),
        )

    def answers(self) -> bool:
        """Whether objects can be written."""
        try:
            self.s3.list_buckets()
            if BUCKET not in [one["Name"] for one in self.s3.list_buckets()["Buckets"]]:
                self.s3.create_bucket(Bucket=BUCKET)
            self.s3.put_object(Bucket=BUCKET, Key="ready", Body=b"1")
            self.s3.delete_object(Bucket=BUCKET, Key="ready")
        except Exception:
            return False
        return True


def program(name: str) -> str | None:
    """A server's program: of this environment, or of the machine."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.is_file() else shutil.which(name)


def free_ports(count: int) -> list[int]:
    """Ports that nobody has; held together while they are chosen, so that they differ."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def seaweed(folder: Path, *, limit: int = 0) -> Server:
    """SeaweedFS in one process, on ports of its own."""
    names = "s3 s3.grpc master master.grpc volume volume.grpc filer filer.grpc admin admin.grpc"
    ports = dict(zip(names.split(), free_ports(10), strict=True))
    flags = [
        f"-{name.split('.')[0]}.port{'.grpc' if '.' in name else ''}={port}"
        for name, port in ports.items()
    ]
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    command = [
        str(program("weed")),
        "-logtostderr=true",
        "mini",
        f"-dir={data}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        *flags,
        "-webdav=false",
        "-admin.ui=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-s3.autoCreateBucket=false",
        "-master.telemetry=false",
        "-volume.max=20",
    ]
    keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    return Server(command, ports["s3"], folder, keys, limit)


def rclone(folder: Path) -> Server:
    """rclone's server, which says 200 to every condition and overwrites."""
    (port,) = free_ports(1)
    data = folder / "data"
    (data / BUCKET).mkdir(parents=True, exist_ok=True)
    command = [
        str(program("rclone")),
        "serve",
        "s3",
        "--config",
        "/dev/null",
        "--addr",
        f"127.0.0.1:{port}",
        "--auth-key",
        f"{KEY},{SECRET}",
        str(data),
    ]
    return Server(command, port, folder)


@contextmanager
def running(make: Callable[[Path], Server]) -> Iterator[Server]:
    """A server for the length of a block."""
    folder = Path(tempfile.mkdtemp(prefix="s3-"))
    server = make(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def settings(server: Server, prefix: str, endpoint: str = "", **others: Any) -> config.Storage:
    """Where a test publishes: a folder of its own in the server's bucket."""
    return config.Storage(
        kind="s3",
        provider="other",
        bucket=BUCKET,
        prefix=prefix,
        endpoint=endpoint or server.endpoint,
        public_url=f"{server.endpoint}/{BUCKET}/{prefix}/",
        **others,
    )


def let_everybody_read(server: Server) -> None:
    """What a host sets up at a provider, so that listeners reach the bucket."""
    allowed = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{BUCKET}/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    client(server).s3.put_bucket_policy(Bucket=BUCKET, Policy=policy)


_OPENED: dict[str, S3Storage] = {}


def folder_in(server: Server, prefix: str, root: Path) -> S3Storage:
    """A folder of a test's own in a bucket, with one client for all tests: it takes 0.3 s."""
    if server.endpoint not in _OPENED:
        _OPENED[server.endpoint] = open_s3(settings(server, "first"), root)
        _OPENED[server.endpoint].traits()
    opened = _OPENED[server.endpoint]
    target = replace(opened.target, prefix=f"{prefix}/")
    return replace(opened, target=target, root=root)
