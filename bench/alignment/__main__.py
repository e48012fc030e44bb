"""Does it find what was read, and when? `make bench-alignment`, or `python bench/alignment`.

Prints Markdown about the held-out part. The first run has the recordings spoken and heard, which
takes about a quarter of an hour; later ones have them in `.nexus/bench/alignment`.

    --part tuning    the part to look at while the aligner is changed
    --troubles       each section that is missing, invented or over half a second off
    --simulated      without the spoken recordings: no voice and no speech model is needed
    --calibrate      fits the choice of starts and their confidence, and writes both down
    --scale          long recordings only
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from calibration import calibrate
from contenders import ours, outcomes
from correction import spelling
from planted import plant
from recordings import Recording
from scale import LENGTHS, measured
from scores import Outcome, score, troubles
from sets import (
    HELD_OUT,
    NOISE,
    TUNING,
    Part,
    recordings_to_fit,
    simulated_recordings,
    spoken_recordings,
)

PLANTED = 500


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("held-out", "tuning"), default="held-out")
    for flag in ("troubles", "simulated", "calibrate", "scale"):
        parser.add_argument(f"--{flag}", action="store_true")
    wanted = parser.parse_args()
    if wanted.calibrate:
        calibrate(recordings_to_fit())
        return
    if not wanted.scale:
        report(TUNING if wanted.part == "tuning" else HELD_OUT, wanted.simulated, wanted.troubles)
    costs()


def report(part: Part, only_simulated: bool, tell: bool) -> None:
    """All figures of one part."""
    simulated = list(simulated_recordings(part))
    groups: dict[str, list[Recording]] = {}
    if not only_simulated:
        spoken = list(spoken_recordings(part))
        groups["real engine, verbatim and normal hosts"] = _of(spoken, "verbatim", "normal")
        groups["real engine, hard hosts"] = _of(spoken, "hard")
    groups["simulated, normal hosts"] = _of(simulated, "normal")
    groups["simulated, hard hosts"] = _of(simulated, "hard")
    for title, recordings in groups.items():
        minutes = sum(one.transcript.duration for one in recordings) / 60_000
        print(f"\n### {title}: {len(recordings)} recordings, {minutes:.0f} minutes\n")
        compared(recordings, tell)
    if part.more:
        alone(part)
    print("\n### Spelling\n")
    row("", "words wrong", "after", "put right", "names right", "after")
    row(*["---"] * 6)
    for title, recordings in groups.items():
        told(title, recordings)
    for noise in NOISE:
        falsified(part, noise)


def _of(recordings: Sequence[Recording], *hosts: str) -> list[Recording]:
    return [one for one in recordings if one.host in hosts]


def compared(recordings: Sequence[Recording], tell: bool) -> None:
    """The table of all contenders over some recordings."""
    head()
    for name, found in outcomes(recordings):
        placed(name, found)
        if name == "nexus-audio":
            our = found
    reviewed(our)
    for line in troubles(our) if tell else ():
        print(f"- {line}")


def head() -> None:
    row(
        *("", "recall", "precision", "F1", "median", "p90", "p95"),
        *("≤ 0.2 s", "≤ 0.5 s", "≤ 1 s", "≤ 3 s", "> 10 s"),
    )
    row(*["---"] * 12)


def placed(name: str, found: Sequence[Outcome]) -> None:
    figures = score(found)
    row(
        name,
        *(f"{share:.1%}" for share in (figures.recall, figures.precision, figures.f1)),
        f"{figures.median:.2f} s",
        *(f"{figures.percentile(share):.2f} s" for share in (0.9, 0.95)),
        *(f"{figures.within(limit):.1%}" for limit in (200, 500, 1000, 3000)),
        f"{1 - figures.within(10_000):.1%}",
    )


def alone(part: Part) -> None:
    """What we are worth on many more recordings, without the others."""
    print("\n### simulated, many more recordings, nexus-audio alone\n")
    head()
    found = [ours(one) for one in simulated_recordings(part, part.more)]
    for host in ("normal", "hard"):
        mine = [one for one in found if one.recording.host == host]
        placed(f"{host} hosts: {len(mine)} recordings", mine)
    reviewed(found)


def reviewed(found: Sequence[Outcome]) -> None:
    """What the review asks for, and what it catches."""
    figures = score(found)
    print(
        f"\nReview: {figures.flagged} of {figures.sections} sections flagged "
        f"({figures.flagged / figures.sections:.1%}); of {len(figures.bad)} starts over 2 s off "
        f"{figures.caught} caught. Expected calibration error {figures.calibration:.3f}."
    )


def told(title: str, recordings: Sequence[Recording]) -> None:
    figures = spelling(recordings)
    row(
        title,
        f"{figures.before / figures.words:.1%}",
        f"{figures.after / figures.words:.1%}",
        f"{figures.fall:.0%}",
        f"{figures.names_before} of {figures.names}",
        f"{figures.names_after} of {figures.names}",
    )


def falsified(part: Part, noise: float) -> None:
    """Deviations that were planted, and what became of them."""
    seeds = range(part.seeds.start + 100, part.seeds.start + 200)
    for what, names in (("other numbers and negations", False), ("other names", True)):
        figures = plant(noise, seeds, part.texts, PLANTED, names=names)
        print(
            f"\nPlanted at {noise:.0%} noise: {figures.planted} {what}, "
            f"{figures.falsified} falsified, {figures.told} listed as deviations."
        )


def costs() -> None:
    print("\n### Long recordings\n")
    row("words", "hours", "CPU", "ms of CPU a word", "memory", "recall", "precision", "p95")
    row(*["---"] * 8)
    for length in LENGTHS:
        figures = measured(length)
        row(
            f"{figures['words']:.0f}",
            f"{figures['hours']:.1f}",
            f"{figures['cpu']:.1f} s",
            f"{1000 * figures['cpu'] / figures['words']:.2f}",
            f"{figures['megabytes']:.0f} MB",
            f"{figures['recall']:.1%}",
            f"{figures['precision']:.1%}",
            f"{figures['p95']:.2f} s",
        )


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
