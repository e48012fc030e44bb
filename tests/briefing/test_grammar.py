from __future__ import annotations

from nexus_audio.briefing.grammar import Grammar, Rule, Ways, as_written, table


def test_the_first_rule_that_fits_says_a_place() -> None:
    grammar = Grammar(
        Rule(r"(\d)-(\d)", lambda match: (f"{match[1]} bis {match[2]}",), number=True),
        Rule(r"\d", as_written, number=True),
        Rule(r"([a-z])([a-z]*)", lambda match: (match[1] + match[2],)),
    )
    assert list(grammar.say("3-4 ab, 5")) == [
        (0, 3, ("3 bis 4",), True),
        (4, 6, ("ab",), False),
        (8, 9, ("5",), True),
    ]


def test_a_table_knows_each_spelling_and_each_way_of_an_entry() -> None:
    grammar = Grammar(table({"z.b.": "zum beispiel", "vs": "versus|gegen", "vs.": "versus punkt"}))

    def said(text: str) -> list[Ways]:
        return [ways for _, _, ways, _ in grammar.say(text)]

    assert said("z. B. und Z.B. und z.\u00a0b.") == [("zum beispiel",)] * 3
    assert said("vs. vs") == [("versus punkt",), ("versus", "gegen")]
    assert said("avs vsa z.b zzb.") == []
