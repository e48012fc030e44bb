"""Publishing a workspace: what the command and the host's page both call.

    plan       what would be sent, and how long it would take; refuses what may not go live
    publish    sends it, the feed last
    verify     compares what is live with feed and ledger
    rollback   makes an earlier feed live again
    unpublish  takes one episode out of the feed
    gc         lists what nothing names any more, and deletes it when asked to

All take a workspace and its settings, tell what happens to a sink of events, and raise
errors of `errors.py`. None of them prints or asks.
"""

from __future__ import annotations

from nexus_audio.publishing.live import feeds, rollback, traits, verify
from nexus_audio.publishing.place import place
from nexus_audio.publishing.removal import unpublish
from nexus_audio.publishing.rubbish import Rubbish, garbage, sweep
from nexus_audio.publishing.sending import Planned, Published, plan, publish
from nexus_audio.stages.rollback import Past
from nexus_audio.storages import Trait
from nexus_audio.storages.plan import Plan

__all__ = [
    "Past",
    "Plan",
    "Planned",
    "Published",
    "Rubbish",
    "Trait",
    "feeds",
    "garbage",
    "place",
    "plan",
    "publish",
    "rollback",
    "sweep",
    "traits",
    "unpublish",
    "verify",
]
