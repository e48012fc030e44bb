"""Telling the world that a new feed is live: WebSub hub, podping, and the host's own command."""

from __future__ import annotations

import os
import shlex
import subprocess
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urlencode, urlsplit

TOKEN = "PODPING_TOKEN"  # noqa: S105 -- its name
"""The variable of the environment with what the podping server gave the host."""
_PATIENCE = 20.0
"""Seconds for a hub; a command may take as long as it likes."""
_HERE = ("127.0.0.1", "::1", "localhost")


def ping_hub(hub: str, feed: str) -> str:
    """Tell a hub that a feed has changed; gives what went wrong, or nothing.

    As every public hub takes it (hub.mode=publish, hub.url), after PubSubHubbub 0.4; WebSub
    leaves this step to hub and publisher.
    """
    if not hub.startswith(("http://", "https://")):
        return f"the hub {hub!r} is no web address; correct `hub` in show.toml"
    data = urlencode({"hub.mode": "publish", "hub.url": feed}).encode()
    request = urllib.request.Request(hub, data=data, method="POST")  # noqa: S310 -- looked at above
    return _tell(f"the hub {hub}", urllib.request.build_opener(), request)


def podping(server: str, feed: str, medium: str) -> str:
    """Tell a podping server that a feed has changed; gives what went wrong, or nothing.

    As podping.cloud takes it (`url`, `reason`, `medium`, and the token as Authorization), which
    others imitate: https://github.com/Podcastindex-org/podping.cloud.
    """
    address, token = urlsplit(server), os.environ.get(TOKEN, "").strip()
    if address.scheme != "https" and address.hostname not in _HERE:
        return f"podping {server!r} does not begin with https://, so the token would be read by all"
    if not token:
        return f"podping {server} was not told: {TOKEN} is not set"
    if not (token.isascii() and token.isprintable()):
        return f"podping {server} was not told: {TOKEN} has characters that no token has"
    asked = urlencode({"url": feed, "reason": "update", "medium": medium})
    request = urllib.request.Request(  # noqa: S310 -- looked at above
        f"{server}{'&' if address.query else '?'}{asked}",
        headers={"Authorization": token, "User-Agent": "nexus-audio"},
    )
    return _tell(f"podping {server}", urllib.request.build_opener(_NoRedirect), request)


def run_command(command: str, feed: str) -> str:
    """Run the host's command with the feed's address; gives what went wrong, or nothing."""
    try:
        done = subprocess.run(
            [*shlex.split(command), feed], check=False, capture_output=True, text=True
        )
    except (OSError, ValueError) as error:
        return f"after_publish could not be run: {error}"
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:]
        return f"after_publish ended with {done.returncode}: {' '.join(said)}"
    return ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to nobody but whom it was meant for."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def _tell(whom: str, opener: urllib.request.OpenerDirector, request: urllib.request.Request) -> str:
    try:
        with opener.open(request, timeout=_PATIENCE):
            return ""
    except (OSError, HTTPException) as error:
        return f"{whom} was not told: {getattr(error, 'reason', error)}"
