from __future__ import annotations

from datetime import date

import pytest

from nexus_audio.briefing.dates import find_date, month_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18. Dez. 2024 Lesezeit: 9 Min.", date(2024, 12, 18)),
        ("3. März 2027", date(2027, 3, 3)),
        ("3. Mrz. 2027", date(2027, 3, 3)),
        ("1.Mai 2026", date(2026, 5, 1)),
        ("am 7. SEPT. 2026", date(2026, 9, 7)),
        ("7. Jänner 2026", date(2026, 1, 7)),
        ("2026-11-20T09:00:00+01:00", date(2026, 11, 20)),
        ("20.11.2026", date(2026, 11, 20)),
        ("29. Februar 2028", date(2028, 2, 29)),
        ("Jan 14, 2026", date(2026, 1, 14)),
        ("by Ada Quill, December 3rd, 2026", date(2026, 12, 3)),
        ("14 May 2026", date(2026, 5, 14)),
        ("2nd of Oct. 2026", None),
        ("2 Oct. 2026", date(2026, 10, 2)),
        ("Marble 14, 2026", None),
        ("20.11.", None),
        ("18. Dez.", None),
        ("5. Aprilscherz 2026", None),
        ("", None),
    ],
)
def test_dates_are_found(text: str, expected: date | None) -> None:
    assert find_date(text) == expected


@pytest.mark.parametrize("text", ["31. Feb. 2026", "2026-13-01", "0.1.2026"])
def test_a_day_that_no_calendar_has_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        find_date(text)


def test_every_month_is_counted() -> None:
    names = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    assert [month_number(name) for name in names.split()] == list(range(1, 13))
