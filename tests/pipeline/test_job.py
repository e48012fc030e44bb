"""What a stage's function can do."""

from __future__ import annotations

from nexus_audio.store import Store
from toy_runs import do, text
from toy_stages import task


def test_parts_that_were_done_before_a_failure_are_not_made_again(store: Store) -> None:
    failed, _ = do([task("remember", values={"fails_after": 2})], store)
    assert failed
    done = task("remember")
    do([done], store)
    assert text(store, done) == "[10, 20, 30] made [3]"
    again = task("remember", values={"other": "input"})
    do([again], store)
    assert text(store, again) == "[10, 20, 30] made []"
