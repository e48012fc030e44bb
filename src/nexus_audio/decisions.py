"""What the host decided about the recording: the `[[cut]]` tables of `episode.toml`.

A cut leaves a stretch of the recording out of the episode. One with `keep = true` leaves it in:
it answers a proposal, so that nobody makes it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock
from nexus_audio.models import Cut, Retake, Span
from nexus_audio.store import writing

SUBJECT = "episode.toml"

_SAME = 0.5
"""Two stretches mean the same when so much of the shorter one lies in the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A stretch of the recording, and whether it stays."""

    span: Span
    keep: bool


def read_decisions(cuts: Iterable[Cut]) -> tuple[Decision, ...]:
    """The decisions in their order; raises ConfigError for a time that cannot be meant."""
    return tuple(_read(cut) for cut in cuts)


def _read(cut: Cut) -> Decision:
    try:
        span = Span(start=clock.parse(cut.start), end=clock.parse(cut.end))
    except ConfigError as error:
        raise ConfigError(f"cut: {error.message}", subject=SUBJECT, hint=error.hint) from error
    if span.start >= span.end:
        raise ConfigError(
            f"cut: it ends at {cut.end}, before it starts at {cut.start}",
            subject=SUBJECT,
            hint="Write both as times of the recording.",
        )
    return Decision(span=span, keep=cut.keep)


def decision_on(retake: Retake, decisions: Iterable[Decision]) -> Decision | None:
    """What the host decided about a proposed retake, if anything."""
    return next((one for one in decisions if _same(one.span, retake.superseded)), None)


def question(number: int, retake: Retake) -> str:
    """What a build asks about a retake that is not decided on."""
    start = written(retake.superseded.start)
    return f"retake {number}: what is spoken at {start} is said again; cut or keep it?"


def _same(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return shared > 0 and shared >= _SAME * shorter


def answer(span: Span, *, keep: bool, why: str = "") -> str:
    """The table that says so, as it stands in `episode.toml`."""
    document = tomlkit.document()
    tables = tomlkit.aot()
    tables.append(_table(span, keep=keep, why=why))
    document.append("cut", tables)
    return tomlkit.dumps(document)


def decide(file: Path, span: Span, *, keep: bool, why: str = "") -> None:
    """Write a decision into `episode.toml`; comments stay, and so does what else stands there.

    It takes the place of what was decided about the same stretch before.
    """
    try:
        document: Any = tomlkit.parse(file.read_text(encoding="utf-8"))
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise ConfigError(f"not valid TOML: {error}", subject=str(file)) from error
    tables = document.get("cut")
    if tables is None:
        tables = tomlkit.aot()
        document.add(tomlkit.nl())
        document.append("cut", tables)
    table = _table(span, keep=keep, why=why)
    for index, known in enumerate(tables):
        if _same(_read(Cut(start=str(known["start"]), end=str(known["end"]))).span, span):
            tables[index] = table
            break
    else:
        tables.append(table)
    with writing(file.parent):
        fresh = file.with_name(f".{file.name}.new")
        fresh.write_text(tomlkit.dumps(document), encoding="utf-8")
        fresh.replace(file)


def _table(span: Span, *, keep: bool, why: str) -> Any:
    table = tomlkit.table()
    table["start"], table["end"] = written(span.start), written(span.end)
    if why:
        table["why"] = why
    if keep:
        table["keep"] = True
    return table


def written(time: int) -> str:
    """A time as a host writes it: `3:12.250`, `1:03:12.250`."""
    hours, minutes, seconds = clock.full(time).split(":")
    return f"{int(minutes)}:{seconds}" if int(hours) == 0 else f"{int(hours)}:{minutes}:{seconds}"
