"""The few words that notes and pages say themselves, in the languages that they speak."""

from __future__ import annotations

from dataclasses import dataclass

from nexus_audio.feed.languages import primary


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The interface in one language."""

    language: str
    months: tuple[str, ...]
    date: str
    skip: str
    chapters: str
    transcript: str
    adlib: str
    continued: str
    links: str
    quoted: str
    issue: str
    earlier: str
    skipped: str
    newsletter: str
    people: str
    license: str
    duration: str
    recording: str
    downloads: str
    subscribe: str
    website: str
    episodes: str
    no_episodes: str
    loudness: str
    before: str
    after: str
    slips: str
    slip: str


GERMAN = Words(
    language="de",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    date="{day}. {month} {year}",
    skip="Zum Text springen",
    chapters="Kapitel",
    transcript="Zum Mitlesen",
    adlib="frei gesprochen",
    continued="Fortsetzung",
    links="Links",
    quoted="Zitat",
    issue="Ausgabe",
    earlier="Frühere Ausgaben",
    skipped="Im Newsletter außerdem",
    newsletter="Diese Ausgabe im Newsletter",
    people="Mit",
    license="Lizenz",
    duration="Dauer",
    recording="Aufnahme anhören",
    downloads="Zum Mitnehmen",
    subscribe="Podcast abonnieren (RSS)",
    website="Zur Website",
    episodes="Folgen",
    no_episodes="Noch ist keine Folge erschienen.",
    loudness="Lautheit der Aufnahme und der Folge",
    before="Aufnahme",
    after="Folge",
    slips="Berichtigungen",
    slip="Gesagt wurde „{}“, richtig ist „{}“.",
)

ENGLISH = Words(
    language="en",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date="{day} {month} {year}",
    skip="Skip to the text",
    chapters="Chapters",
    transcript="Read along",
    adlib="off script",
    continued="continued",
    links="Links",
    quoted="Quote",
    issue="Issue",
    earlier="Earlier issues",
    skipped="Also in the newsletter",
    newsletter="This issue in the newsletter",
    people="With",
    license="Licence",
    duration="Length",
    recording="Listen to the recording",
    downloads="To take away",
    subscribe="Subscribe to the podcast (RSS)",
    website="Website",
    episodes="Episodes",
    no_episodes="No episode has been published yet.",
    loudness="Loudness of the recording and of the episode",
    before="Recording",
    after="Episode",
    slips="Corrections",
    slip="“{}” was said; it is “{}”.",
)


def words(language: str) -> Words:
    """The words for a show's language, given as BCP 47; German where there are none."""
    return ENGLISH if primary(language) == "en" else GERMAN
