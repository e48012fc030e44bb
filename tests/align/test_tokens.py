from __future__ import annotations

from align.texts import written_of
from nexus_audio.align.tokens import (
    HEADING,
    Boundary,
    heard_tokens,
    phrase_around,
    written_tokens,
)
from nexus_audio.models import (
    Block,
    BlockKind,
    Briefing,
    Section,
    SectionKind,
    Segment,
    Transcript,
    Word,
)


def transcript(*texts: str) -> Transcript:
    words = tuple(
        Word(text=text, start=100 * index, end=100 * index + 90, probability=0.9)
        for index, text in enumerate(texts)
    )
    segment = Segment(start=0, end=10_000, text=" ".join(texts), language="de", words=words)
    return Transcript(engine="e", model="m", duration=10_000, segments=(segment, segment))


def test_written_tokens_know_their_place_and_what_they_begin() -> None:
    briefing = Briefing(
        title="Ausgabe",
        summary="Kurz gesagt",
        sections=(
            Section(
                id="opening",
                kind=SectionKind.OPENING,
                level=1,
                heading="",
                blocks=(Block(kind=BlockKind.PARAGRAPH, text="Guten Tag. Los gehts"),),
            ),
            Section(id="leer", kind=SectionKind.TOPIC, level=2, heading="🔥"),
            Section(id="energie", kind=SectionKind.CATEGORY, level=1, heading="Energie"),
        ),
    )
    written = written_tokens(briefing)
    assert written.tokens == (
        *("ausgabe", "kurz", "gesagt", "guten", "tag", "los", "gehts"),
        "energie",
    )
    assert [Boundary(value).name for value in written.boundary] == [
        *("SECTION", "BLOCK", "NOTHING", "BLOCK", "NOTHING", "SENTENCE", "NOTHING"),
        "SECTION",
    ]
    assert written.range_of(0) == (0, 7)
    assert written.range_of(1) == (7, 7)
    assert written.end_of_heading(0) == 3
    assert written.end_of_heading(2) == 8
    assert written.places[written.place[0]].block == HEADING
    assert len(written.weight) == len(written.tokens)


def test_attribution_of_a_quote_is_spoken_with_its_block() -> None:
    quote = Block(kind=BlockKind.QUOTE, text="Alles fließt", attribution="Ein Fluss")
    section = Section(id="q", kind=SectionKind.QUOTE, level=1, heading="Zitat", blocks=(quote,))
    written = written_tokens(Briefing(title="", sections=(section,)))
    assert [place.block for place in written.places] == [HEADING, 0, 0]
    assert written.tokens[-2:] == ("ein", "fluss")


def test_attribution_is_in_the_language_of_the_author() -> None:
    quote = Block(
        kind=BlockKind.QUOTE, text="All flows", attribution="A. in ihrem Buch", language="en"
    )
    section = Section(id="q", kind=SectionKind.QUOTE, level=1, heading="Zitat", blocks=(quote,))
    written = written_tokens(Briefing(title="", sections=(section,)))
    assert [place.language for place in written.places] == ["de", "en", "de"]


def quoted(*blocks: tuple[str, str]) -> list[str]:
    section = Section(
        id="q",
        kind=SectionKind.TOPIC,
        level=2,
        heading="",
        blocks=tuple(
            Block(kind=BlockKind.QUOTE, text=text, attribution=who) for text, who in blocks
        ),
    )
    return [place.text for place in written_tokens(Briefing(title="", sections=(section,))).places]


def test_attribution_of_several_blocks_is_spoken_once_behind_them() -> None:
    blocks = [("Alles fließt", "Ein Fluss"), ("und rauscht", "Ein Fluss"), ("Nein", "Ein Stein")]
    assert quoted(*blocks) == ["Alles fließt", "und rauscht", "Ein Fluss", "Nein", "Ein Stein"]


def test_attribution_that_the_block_before_says_is_not_spoken_again() -> None:
    blocks = [("Das Blatt:", ""), ("Alles fließt", "Das Blatt"), ("sehr", "Das Blatt")]
    assert quoted(*blocks) == ["Das Blatt:", "Alles fließt", "sehr"]


def test_all_tokens_of_a_figure_are_of_one_phrase() -> None:
    written = written_of("Am 20.12. um acht")
    assert written.tokens == ("am", "zwanzigsten", "dezember", "um", "acht")
    assert [phrase_around(written.phrases, token) for token in (0, 1, 2, 3)] == [
        range(1),
        range(1, 3),
        range(1, 3),
        range(3, 4),
    ]


def test_heard_tokens_know_their_word_across_segments() -> None:
    heard = heard_tokens(transcript("Hallo", "Welt"))
    assert heard.tokens == ("hallo", "welt", "hallo", "welt")
    assert heard.word.tolist() == [0, 1, 2, 3]


def test_what_the_engine_cut_is_read_as_one() -> None:
    whole = heard_tokens(transcript("kostet", "2,80", "Euro"))
    cut = heard_tokens(transcript("kostet", "2", ",80", "Euro"))
    assert cut.tokens == whole.tokens
    assert cut.word.tolist()[0] == 0
    assert cut.last_word.tolist()[-1] == 7


def test_words_without_letters_are_silent() -> None:
    heard = heard_tokens(transcript("…", "", "ja"))
    assert heard.tokens == ("ja", "ja")
    assert heard.word.tolist() == [2, 5]
