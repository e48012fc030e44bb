"""Answers to deviations, and who speaks, in episode.toml."""

from __future__ import annotations

import tomlkit

from nexus_audio.models import Answer, Deviation, DeviationKind
from nexus_audio.studio.answers import Given, Speaker, answer_to, write_answer, write_speakers

DEVIATION = Deviation(
    section="ki", kind=DeviationKind.NUMBER, written="50", spoken="15", start=61_500, end=62_000
)


def given(answer: str) -> Given:
    return Given.model_validate(
        {"start": 61_500, "written": "50", "spoken": "15", "answer": answer}
    )


def test_an_answer_is_written_changed_and_taken_back() -> None:
    document = tomlkit.parse('title = "Ä"  # mine\n')
    for answer in ("keep", "note"):
        write_answer(document, given(answer))
        (table,) = document.unwrap()["deviation"]
        assert answer_to(DEVIATION, [Answer(**table)]) == answer
    write_answer(document, given(""))
    assert tomlkit.dumps(document) == 'title = "Ä"  # mine\n'


def test_another_deviation_has_no_answer() -> None:
    other = Answer(start="1:01.500", written="51", spoken="15", answer="keep")
    assert answer_to(DEVIATION, [other]) == ""


def test_speakers_keep_what_else_is_known_of_them() -> None:
    text = '[[people]]\nname = "Juna"\nrole = "host"\nurl = "https://j.example/"\n'
    document = tomlkit.parse(text)
    write_speakers(document, [Speaker(name="Juna", role="guest"), Speaker(name="Ö")])
    assert document.unwrap()["people"] == [
        {"name": "Juna", "role": "guest", "url": "https://j.example/"},
        {"name": "Ö", "role": "host"},
    ]
    write_speakers(document, [])
    assert "people" not in document
