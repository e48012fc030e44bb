from __future__ import annotations

import pytest

from nexus_audio.briefing.quotes import attribute, introducer, introduces, signed, source, speakers
from nexus_audio.models import Block, BlockKind, Link, SectionKind


@pytest.mark.parametrize(
    ("text", "expected", "who"),
    [
        ("FT:", True, "FT"),
        ("Meridian Times:", True, "Meridian Times"),
        ("In Nexus 12 schrieb ich:", True, "Nexus 12"),
        ("Ada Quill schreibt in ihrem Blog:", True, "Ada Quill"),
        ("Wie Ada Quill sagte, ist es so:", True, "Ada Quill"),
        ("Treffend finde ich das hier:", True, ""),
        ("Aus der Zusammenfassung des Berichts:", True, ""),
        ("Spurweite:", False, "Spurweite"),
        ("Kräne + Meer. Wochenblatt:", False, "Wochenblatt"),
        ("Ada Quill writes in her blog:", False, "Ada Quill"),
        ("Dazu Ada Quill:", True, "Ada Quill"),
        ("Die Analystin Ada Quill schreibt dazu:", True, "Ada Quill"),
        ("CEO Ada Quill sagte gestern:", True, "Ada Quill"),
        ("Hafen-Chef Bert Moor sagt:", True, "Bert Moor"),
        ("Ada Quill, Chefin der Werft, sagt:", True, "Ada Quill"),
        ("In ihrem Newsletter schreibt Ada Quill:", True, "Ada Quill"),
        ("So formulierte es Ada Quill in ihrem Blog:", False, "Ada Quill"),
        ("Im Kern, sagt Ada Quill, geht es darum:", True, "Ada Quill"),
        ("Das schreibt die Meridian Times:", True, "Meridian Times"),
        ("Aus dem Brief von Ada Quill:", False, "Ada Quill"),
        ("Ada Quill in ihrem ersten Brief:", False, "Ada Quill"),
        ("Die Forscherin Ada Quill, Wochenblatt:", False, "Ada Quill"),
        ("Das sagt er hier:", True, ""),
        ("Das sagt viel über Berlin aus:", True, ""),
        ("Auch die FT berichtet:", True, "FT"),
        ("Eine Werft. " * 100_000 + "Ada Quill sagt:", True, "Ada Quill"),
        ("Drei Gründe sprechen dafür:", False, ""),
        ("Meine These ist einfach:", False, ""),
        ("Das schrieb ich schon.", False, ""),
        ("", False, ""),
    ],
)
def test_a_line_introduces_a_quote_and_names_somebody(
    text: str, *, expected: bool, who: str
) -> None:
    assert introduces(text) is expected
    assert introducer(text) == who


@pytest.mark.parametrize(
    ("text", "of_the_day", "who"),
    [
        ("— Ada Quill", False, "Ada Quill"),
        ("– Ada Quill, Langsam lesen", False, "Ada Quill, Langsam lesen"),
        ("— Nein, sagte sie.", False, None),
        ("(Wochenblatt, FT)", False, "Wochenblatt, FT"),
        ("Ada Quill in einem Brief", True, "Ada Quill in einem Brief"),
        ("Ada Quill", True, "Ada Quill"),
        ("Ada Quill", False, None),
        ("So schrieb sie es.", True, None),
        ("(FT) meldet das", False, None),
        ("", True, None),
    ],
)
def test_a_line_after_a_quote_names_its_source(
    text: str, *, of_the_day: bool, who: str | None
) -> None:
    assert source(text, of_the_day=of_the_day) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("„Er fährt“, sagte Ada Quill.", ["Ada Quill"]),
        ("„Er fährt“, sagte Werft-Chefin Ada Quill dem Blatt.", ["Ada Quill"]),
        ("„Er fährt“, so der Ökonom Bert von Moor.", ["Bert von Moor"]),
        ("„Er fährt.“ Ada Quill sagte das gestern.", ["Ada Quill"]),
        ("“It moves,” said Ada Quill, and left.", ["Ada Quill"]),
        ('"It moves," Ada Quill, a captain, said.', ["Ada Quill"]),
        ('Economist Ada Quill told the FT: "It moves."', ["Ada Quill"]),
        ("Gestern meinte Ada Quill: „Er fährt.“ Gut.", ["Ada Quill"]),
        ("»Er fährt«, sagt Ada Quill. »Und?«, sagt Bert Moor.", ["Ada Quill", "Bert Moor"]),
        ("„Er fährt“, sagte sie.", []),
        ("Das Buch „Langsam lesen“ von Ada Quill.", []),
        ("Der Verein Langsam Lesen: „Er fährt.“", []),
        ("Sie sagte Ada Quill nichts.", []),
        ("", []),
    ],
)
def test_who_is_quoted_inside_a_sentence(text: str, who: list[str]) -> None:
    assert list(speakers(text)) == who


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Eins.\n— Ada Quill", "Eins.", "— Ada Quill"),
        ("Eins.\nZwei\n(FT)", "Eins.\nZwei", "(FT)"),
        ("“Eins.”\nAda Quill, Spans", "“Eins.”", "— Ada Quill, Spans"),
        ("“Eins.” – Ada Quill", "“Eins.”", "— Ada Quill"),
        ("Eins. — Ada Quill in einem Brief", "Eins.", "— Ada Quill in einem Brief"),
        ("Eins\nAda Quill", "Eins\nAda Quill", ""),
        ("Eins.\n— Nein, sagte sie.", "Eins.\n— Nein, sagte sie.", ""),
        ("Eins. – Ada Quill sang.", "Eins. – Ada Quill sang.", ""),
        ("Eins. — Das war Gut", "Eins. — Das war Gut", ""),
        ("Eins.\n", "Eins.\n", ""),
        ("", "", ""),
        ("A" + "a" * 100_000, "A" + "a" * 100_000, ""),
        ("Eins.\nA" + "a" * 100_000, "Eins.\nA" + "a" * 100_000, ""),
    ],
)
def test_a_quote_may_be_signed_inside(text: str, words: str, who: str) -> None:
    assert signed(text) == (words, who)
    assert not who or source(who) is not None


def block(text: str, *, quote: bool = False) -> Block:
    return Block(kind=BlockKind.QUOTE if quote else BlockKind.PARAGRAPH, text=text)


def test_the_line_after_counts_more_than_the_line_before() -> None:
    blocks = [block("FT:"), block("Eins.", quote=True), block("Zwei.", quote=True), block("(MT)")]
    told = attribute(blocks, SectionKind.TOPIC)
    assert [(each.text, each.attribution) for each in told] == [
        ("FT:", ""),
        ("Eins.", "MT"),
        ("Zwei.", "MT"),
    ]


def test_without_a_line_after_it_the_line_before_counts() -> None:
    blocks = [block("FT:"), block("Eins.", quote=True), block("Soso."), block("Zwei.", quote=True)]
    told = attribute(blocks, SectionKind.TOPIC)
    assert [each.attribution for each in told] == ["", "FT", "", ""]


def test_each_run_of_quotes_has_its_own_source() -> None:
    blocks = [block("Eins.", quote=True), block("(FT)"), block("Zwei.", quote=True), block("(MT)")]
    told = attribute(blocks, SectionKind.TOPIC)
    assert [(each.text, each.attribution) for each in told] == [("Eins.", "FT"), ("Zwei.", "MT")]


def test_a_source_goes_into_its_quote_with_its_links() -> None:
    link = Link(text="Ada", url="https://example.org/ada")
    line = Block(kind=BlockKind.QUOTE, text="— Ada", links=(link,))
    (quote,) = attribute([block("Eins.", quote=True), line], SectionKind.TOPIC)
    assert (quote.text, quote.attribution, quote.links) == ("Eins.", "Ada", (link,))


def test_only_the_quote_of_the_day_takes_any_line() -> None:
    blocks = [block("Eins.", quote=True), block("Ada Quill")]
    assert len(attribute(blocks, SectionKind.QUOTE)) == 1
    assert len(attribute(blocks, SectionKind.TOPIC)) == 2


def test_quotes_without_a_name_stay_without() -> None:
    assert attribute([], SectionKind.QUOTE) == ()
    assert attribute([block("Eins.", quote=True)], SectionKind.QUOTE)[0].attribution == ""
