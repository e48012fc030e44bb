"""Telling the world that a new feed is live: the WebSub hub, and the host's own command.

Podping has no way in without an account of a third party (a Hive account, or a key of
podping.cloud), so there is none here: `after_publish` runs whatever the host set up for it.
"""

from __future__ import annotations

import shlex
import subprocess
import urllib.request
from urllib.parse import urlencode

_PATIENCE = 20.0
"""Seconds for a hub; a command may take as long as it likes."""


def ping_hub(hub: str, feed: str) -> str:
    """Tell a hub that a feed has changed; gives what went wrong, or nothing.

    As every public hub takes it (hub.mode=publish, hub.url), after PubSubHubbub 0.4; WebSub
    leaves this step to hub and publisher.
    """
    data = urlencode({"hub.mode": "publish", "hub.url": feed}).encode()
    request = urllib.request.Request(hub, data=data, method="POST")  # noqa: S310
    if not hub.startswith(("http://", "https://")):
        return f"the hub {hub!r} is no web address; correct `hub` in show.toml"
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE):  # noqa: S310 -- looked at above
            return ""
    except OSError as error:
        return f"the hub {hub} was not told: {getattr(error, 'reason', error)}"


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
