"""An invented issue and how it was spoken, for the tests of what people read."""

from __future__ import annotations

from pathlib import Path

from nexus_audio import codec
from nexus_audio.config import Storage
from nexus_audio.feed.chapters import write_chapters
from nexus_audio.models import (
    Adlib,
    AlignedSection,
    Alignment,
    Block,
    BlockKind,
    Briefing,
    Chapter,
    Deviation,
    DeviationKind,
    EditList,
    Enclosure,
    Episode,
    Link,
    Loudness,
    Measurement,
    Milliseconds,
    Person,
    Reading,
    Reference,
    Retake,
    Section,
    SectionKind,
    Show,
    Span,
    Utterance,
    Word,
)
from nexus_audio.pipeline import Job

PARAGRAPH, ITEM, QUOTE = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE

SHOW = Show(
    title="Deichpost",
    description="Nachrichten von der Küste, jede Woche vorgelesen.",
    author="Änne Grünwald",
    link="https://deichpost.example/",
    guid="5c0b4ba6-6f4c-5d1e-9c3b-0d0f8a6f1c55",
    copyright="© 2026 Deichpost",
    license="CC-BY-4.0",
    people=(Person(name="Änne Grünwald", url="https://deichpost.example/aenne"),),
)
EPISODE = Episode(
    slug="17-faehren",
    title="Fähren ohne Ruß, Möwen im Büro",
    date="2026-11-20T06:00:00+01:00",
    guid="f3d1b1d4-5a0e-5f52-8a51-6d7c8c6f0b7d",
    number=17,
    summary="Eine Fähre fährt mit Strom, und ein Büro zieht auf den Leuchtturm.",
    link="https://deichpost.example/17/",
)
OPENING = Section(
    id="opening",
    kind=SectionKind.OPENING,
    level=1,
    heading="",
    blocks=(Block(kind=PARAGRAPH, text="Moin, schön, dass Sie da sind."),),
)
SAYING = Section(
    id="zitat-des-tages",
    kind=SectionKind.QUOTE,
    level=1,
    heading="Zitat des Tages",
    blocks=(
        Block(
            kind=QUOTE,
            text="A harbour is a promise made of stone.",
            language="en",
            attribution="Ruth Calder in ihrem Logbuch",
            links=(Link(text="Logbuch", url="https://calder.example/log"),),
        ),
    ),
)
TRAFFIC = Section(id="verkehr", kind=SectionKind.CATEGORY, level=1, heading="Verkehr", emoji="⛴️")
FERRY = Section(
    id="die-faehre-faehrt-mit-strom",
    kind=SectionKind.TOPIC,
    level=2,
    heading="Die Fähre fährt mit Strom",
    blocks=(
        Block(
            kind=PARAGRAPH,
            text="Die Reederei Südwind stellt um. (Küstenblatt)",
            links=(
                Link(text="Küstenblatt", url="https://kuestenblatt.example/fähre?a=1&b=2"),
                Link(text="noch einmal", url="https://kuestenblatt.example/fähre?a=1&b=2"),
            ),
        ),
        Block(kind=ITEM, text="Laden dauert zwölf Minuten.", ordinal=1),
        Block(kind=ITEM, text="Die Fahrt ist leiser.", ordinal=2),
        Block(kind=ITEM, text="Möwen stört das nicht."),
    ),
)
GULLS = Section(
    id="moewen-im-buero",
    kind=SectionKind.SUBTOPIC,
    level=3,
    heading="Möwen im Büro?",
    blocks=(Block(kind=PARAGRAPH, text="Im Leuchtturm sitzen jetzt Schreibtische."),),
)
HARBOUR = Section(
    id="der-hafen-wird-tiefer",
    kind=SectionKind.TOPIC,
    level=2,
    heading="Der Hafen wird tiefer",
    emoji="⚓",
    blocks=(Block(kind=PARAGRAPH, text="Bagger arbeiten nachts."),),
)
INTERN = Section(
    id="nur-fuer-mitglieder",
    kind=SectionKind.TOPIC,
    level=2,
    heading="Geheime Zahlen",
    blocks=(Block(kind=PARAGRAPH, text="Vertrauliches."),),
    members_only=True,
)
BRIEFING = Briefing(
    title="Deichpost 17: Fähren ohne Ruß, Möwen im Büro",
    sections=(OPENING, SAYING, TRAFFIC, FERRY, GULLS, HARBOUR, INTERN),
    number=17,
    references=(
        Reference(
            number=12,
            title="Ebbe im Netz",
            url="https://deichpost.example/12/",
            section=FERRY.id,
        ),
        Reference(number=9, title="Watt", section=HARBOUR.id),
    ),
)


def said(
    text: str,
    start: Milliseconds,
    section: Section | None,
    block: int | None = 0,
    language: str = "de",
) -> Utterance:
    """An utterance of one word each 300 ms."""
    words = tuple(
        Word(text=word, start=start + 300 * index, end=start + 300 * index + 250, probability=1)
        for index, word in enumerate(text.split())
    )
    return Utterance(
        section=section.id if section else None,
        block=None if section is None else block,
        language=language,
        words=words,
    )


UTTERANCES = (
    said("Moin, schön, dass Sie da sind.", 1_200, OPENING),
    said("Zitat des Tages", 10_000, SAYING, -1),
    said("A harbour is a promise made of stone.", 12_000, SAYING, 0, "en"),
    said("Die Fähre fährt mit Strom.", 60_400, FERRY, -1),
    said("Die Reederei Südwind stellt um.", 63_000, FERRY),
    said("Ich bin selbst damit gefahren, herrlich.", 70_000, None),
    said("Laden dauert zwölf Minuten.", 80_000, FERRY, 1),
    said("Die Fahrt ist leiser.", 85_000, FERRY, 2),
    said("Möwen stört das nicht.", 90_000, FERRY, 3),
    said("Und nun zu den Möwen im Amt.", 3_700_000, GULLS, -1),
    said("Im Leuchtturm sitzen jetzt Schreibtische.", 3_704_000, GULLS),
)
DURATION: Milliseconds = 3_720_000
CHAPTERS = (
    Chapter(start=0, end=10_000, title="Begrüßung", section=OPENING.id),
    Chapter(start=10_000, end=60_000, title="Zitat des Tages", section=SAYING.id),
    Chapter(
        start=60_000,
        end=3_700_000,
        title="Die Fähre fährt mit Strom",
        emoji="⛴️",
        section=FERRY.id,
    ),
    Chapter(start=3_700_000, end=DURATION, title="Möwen im Büro?", section=GULLS.id),
)
LOUDNESS = Loudness(integrated=-16, range=5, true_peak=-1.2)
ENCLOSURE = Enclosure(
    name="17-faehren-0123456789ab.mp3",
    type="audio/mpeg",
    length=44_640_000,
    duration=DURATION,
    sha256="0123456789ab" + 52 * "0",
    loudness=LOUDNESS,
)
MEASUREMENT = Measurement(
    duration=DURATION,
    loudness=LOUDNESS,
    silences=(),
    peaks=tuple(index % 128 for index in range(DURATION // 1000)),
    peak_interval=1000,
)
WHOLE = EditList(kept=(Span(start=0, end=DURATION),))


def aligned(
    section: Section, start: Milliseconds | None, end: Milliseconds | None
) -> AlignedSection:
    """How a section was spoken: whole, or not at all."""
    return AlignedSection(
        id=section.id,
        kind=section.kind,
        level=section.level,
        emoji=section.emoji,
        heading=section.heading,
        reading=Reading.SKIPPED if start is None else Reading.READ,
        start=start,
        end=end,
        confidence=0.9,
        coverage=0 if start is None else 1,
    )


ALIGNMENT = Alignment(
    sections=(
        aligned(OPENING, 1_200, 9_000),
        aligned(SAYING, 10_000, 15_000),
        aligned(TRAFFIC, None, None),
        aligned(FERRY, 60_400, 92_000),
        aligned(GULLS, 3_700_000, 3_706_000),
        aligned(HARBOUR, None, None),
        aligned(INTERN, None, None),
    ),
    adlibs=(
        Adlib(
            start=70_000,
            end=72_000,
            text="Ich bin selbst damit gefahren, herrlich.",
            after=FERRY.id,
        ),
    ),
    retakes=(
        Retake(
            section=FERRY.id,
            superseded=Span(start=61_000, end=62_000),
            kept=Span(start=63_000, end=64_500),
            confidence=0.8,
        ),
    ),
    deviations=(
        Deviation(
            section=GULLS.id,
            kind=DeviationKind.WORDS,
            written="Büro",
            spoken="Amt",
            start=3_702_000,
            end=3_702_250,
        ),
    ),
    utterances=UTTERANCES,
)


def job(stage: str, folder: Path, edits: EditList = WHOLE, **files: Path) -> Job:
    """A job over the whole example, in a folder."""
    models: dict[str, object] = {
        "parse": BRIEFING,
        "align": ALIGNMENT,
        "edit": edits,
        "render": ENCLOSURE,
        "measure": MEASUREMENT,
    }
    for name in (*models, "chapter", "out"):
        (folder / name).mkdir()
    for name, model in models.items():
        codec.write(model, folder / name)
    write_chapters(CHAPTERS, folder / "chapter")
    return Job(
        stage=stage,
        episode=EPISODE.slug,
        inputs={name: folder / name for name in (*models, "chapter")} | files,
        values={
            "episode": codec.to_plain(EPISODE),
            "show": codec.to_plain(SHOW),
            "storage": Storage().model_dump(mode="json"),
            "earlier": {"12-ebbe": 12},
            "answers": [],
            "subscribe": {"apple_url": "", "spotify_url": ""},
        },
        out=folder / "out",
    )
