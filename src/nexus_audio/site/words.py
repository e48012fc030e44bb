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
    website: str
    episodes: str
    no_episodes: str
    previous: str
    following: str
    listen_in: str
    copy_feed: str
    notes: str
    player: str
    broken: str
    play: str
    pause: str
    back: str
    forward: str
    position: str
    of: str
    speed: str
    follow: str
    resume: str
    from_start: str
    copy_link: str
    copied: str
    not_copied: str
    search: str
    search_all: str
    hit: str
    no_hit: str
    no_search: str
    next_hit: str
    previous_hit: str
    clear: str
    hits_in: str
    more: str
    loading: str
    sentence: str
    keys: str
    keys_on: str
    key_names: tuple[tuple[str, str], ...]
    remembered: str
    forget: str
    forgotten: str
    close: str
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
    website="Zur Website",
    episodes="Folgen",
    no_episodes="Noch ist keine Folge erschienen.",
    previous="Vorige Ausgabe",
    following="Nächste Ausgabe",
    listen_in="In der Podcast-App hören",
    copy_feed="Feed-Adresse kopieren",
    notes="Zu dieser Ausgabe",
    player="Abspielen",
    broken="Die Aufnahme lässt sich nicht laden",
    play="Abspielen",
    pause="Pause",
    back="15 Sekunden zurück",
    forward="15 Sekunden vor",
    position="Stelle in der Folge",
    of="von",
    speed="Tempo",
    follow="Mitlesen",
    resume="Weiter ab",
    from_start="Von vorn",
    copy_link="Link hierher kopieren",
    copied="Link kopiert",
    not_copied="Der Link steht in der Adresszeile",
    search="In dieser Folge suchen",
    search_all="In allen Folgen suchen",
    hit="{number} von {count}",
    no_hit="Nichts gefunden",
    no_search="Die Suche lässt sich nicht laden",
    next_hit="Nächster Treffer",
    previous_hit="Voriger Treffer",
    clear="Suche beenden",
    hits_in="Treffer: {count} · Folgen: {episodes}",
    more="Weitere Folgen",
    loading="Suche läuft",
    sentence="Eingabetaste: ab hier hören. Pfeiltasten: Satz für Satz.",
    keys="Tasten und Gemerktes",
    keys_on="Tastenkürzel benutzen",
    key_names=(
        ("K", "Abspielen und Pause"),
        ("J", "15 Sekunden zurück"),
        ("L", "15 Sekunden vor"),
        ("P", "Voriges Kapitel"),
        ("N", "Nächstes Kapitel"),
        ("F", "Mitlesen an und aus"),
        ("/", "Suchen"),
        ("?", "Diese Übersicht"),
    ),
    remembered="In diesem Browser gemerkt: wo Sie waren und wie schnell Sie hören. "
    "Nichts davon verlässt Ihr Gerät.",
    forget="Alles vergessen",
    forgotten="Vergessen.",
    close="Schließen",
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
    website="Website",
    episodes="Episodes",
    no_episodes="No episode has been published yet.",
    previous="Previous issue",
    following="Next issue",
    listen_in="Listen in your podcast app",
    copy_feed="Copy the feed's address",
    notes="About this issue",
    player="Player",
    broken="The recording cannot be loaded",
    play="Play",
    pause="Pause",
    back="Back 15 seconds",
    forward="Forward 15 seconds",
    position="Place in the episode",
    of="of",
    speed="Speed",
    follow="Follow",
    resume="Resume at",
    from_start="From the start",
    copy_link="Copy a link to here",
    copied="Link copied",
    not_copied="The link is in the address bar",
    search="Search this episode",
    search_all="Search all episodes",
    hit="{number} of {count}",
    no_hit="Nothing found",
    no_search="The search cannot be loaded",
    next_hit="Next hit",
    previous_hit="Previous hit",
    clear="End the search",
    hits_in="Hits: {count} · Episodes: {episodes}",
    more="More episodes",
    loading="Searching",
    sentence="Enter: listen from here. Arrow keys: sentence by sentence.",
    keys="Keys, and what is remembered",
    keys_on="Use keyboard shortcuts",
    key_names=(
        ("K", "Play and pause"),
        ("J", "Back 15 seconds"),
        ("L", "Forward 15 seconds"),
        ("P", "Previous chapter"),
        ("N", "Next chapter"),
        ("F", "Follow on and off"),
        ("/", "Search"),
        ("?", "This overview"),
    ),
    remembered="Remembered in this browser: where you were and how fast you listen. "
    "None of it leaves your device.",
    forget="Forget all of it",
    forgotten="Forgotten.",
    close="Close",
    loudness="Loudness of the recording and of the episode",
    before="Recording",
    after="Episode",
    slips="Corrections",
    slip="“{}” was said; it is “{}”.",
)


def words(language: str) -> Words:
    """The words for a show's language, given as BCP 47; German where there are none."""
    return ENGLISH if primary(language) == "en" else GERMAN
