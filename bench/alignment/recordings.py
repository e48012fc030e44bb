"""A recording of the benchmark: what an engine heard, how it sounded, and the truth about it."""

from __future__ import annotations

from dataclasses import dataclass

from hosts import Host, Kind, Line, reading, starts_of

from nexus_audio.models import Briefing, Milliseconds, Span, Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One reading of one briefing, as it was heard."""

    name: str
    host: str
    briefing: Briefing
    transcript: Transcript
    first: Transcript
    """Before doubtful words were heard again; the same where nothing was."""
    silences: tuple[Span, ...]
    lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    """When each line was spoken."""

    @property
    def starts(self) -> dict[str, Milliseconds]:
        """The true start of each section that was spoken."""
        places = starts_of(list(self.lines), self.briefing)
        return {section: self.spans[place].start for section, place in places.items()}

    @property
    def spoken(self) -> str:
        """All that was said, in the spelling of the text."""
        return " ".join(line.text for line in self.lines)

    @property
    def slips(self) -> list[Span]:
        """What was said again, in one span each."""
        found: list[Span] = []
        for line, span in zip(self.lines, self.spans, strict=True):
            if line.kind is Kind.SLIP:
                again = bool(found) and span.start - found[-1].end < 2_000
                start = found.pop().start if again else span.start
                found.append(Span(start=start, end=span.end))
        return found


def lines_for(briefing: Briefing, host: Host, seed: int) -> list[Line]:
    """What the host says; the same for the same seed."""
    return reading(briefing, host, seed)
