"""The tree of a briefing's sections, which their levels tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from nexus_audio.models import Briefing, Section, SectionKind, Utterance


def ancestors(sections: Sequence[Section]) -> Mapping[str, tuple[Section, ...]]:
    """The sections above each section by its id, the outermost first."""
    found: dict[str, tuple[Section, ...]] = {}
    path: tuple[Section, ...] = ()
    for section in sections:
        path = tuple(above for above in path if above.level < section.level)
        found[section.id] = path
        path = (*path, section)
    return found


def sections_spoken(utterances: Iterable[Utterance]) -> frozenset[str]:
    """The ids of the sections of which anything was said."""
    return frozenset(utterance.section for utterance in utterances if utterance.section)


def skipped(briefing: Briefing, spoken: Collection[str]) -> tuple[Section, ...]:
    """The sections that the newsletter has beside those that were spoken, by their ids.

    A section stands for those below it, unless one of them was spoken. Of what only
    members may read, nothing is told, and a list of previous issues is no topic.
    """
    return tuple(_skipped(briefing.sections, spoken))


def _skipped(sections: Sequence[Section], spoken: Collection[str]) -> Iterator[Section]:
    above = ancestors(sections)
    opened = {section.id for child in spoken for section in above.get(child, ())}
    covered: set[str] = set()
    for section in sections:
        holds = section.heading and section.blocks
        topic = holds and section.kind is not SectionKind.PREVIOUS_ISSUES
        told = topic and section.id not in {*spoken, *opened}
        if section.members_only or told:
            covered.add(section.id)
        inside = any(parent.id in covered for parent in above[section.id])
        if told and not inside and not section.members_only:
            yield section
