from __future__ import annotations

import pytest

from nexus_audio.errors import FeedError
from nexus_audio.feed import dates


@pytest.mark.parametrize(
    ("iso", "rfc"),
    [
        (
            "2026-10-25T01:30:00+02:00",
            "Sun, 25 Oct 2026 01:30:00 +0200",
        ),  # before the clocks change
        (
            "2026-10-25T02:30:00+01:00",
            "Sun, 25 Oct 2026 02:30:00 +0100",
        ),  # the hour that comes twice
        ("2026-03-29T06:00:00+02:00", "Sun, 29 Mar 2026 06:00:00 +0200"),
        ("2026-06-05T06:00:00Z", "Fri, 05 Jun 2026 06:00:00 +0000"),
        ("2026-06-05T06:00:00+05:45", "Fri, 05 Jun 2026 06:00:00 +0545"),
        ("2026-06-05T06:00:00-03:30", "Fri, 05 Jun 2026 06:00:00 -0330"),
    ],
)
def test_the_zone_stays_as_the_host_wrote_it(iso: str, rfc: str) -> None:
    assert dates.written(dates.moment(iso, "x")) == rfc


def test_the_hour_that_comes_twice_is_in_order() -> None:
    twice = ["2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00"]
    summer, winter = (dates.moment(date, "x") for date in twice)
    assert summer < winter


@pytest.mark.parametrize("date", ["", "morgen", "2026-06-05", "2026-06-05T06:00:00", "32.13.2026"])
def test_a_date_without_zone_is_refused_with_its_file(date: str) -> None:
    with pytest.raises(FeedError, match="time zone") as caught:
        dates.moment(date, "feed/show.toml")
    assert caught.value.subject == "feed/show.toml"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("moment", "summer"),
    [
        ("Sun, 29 Mar 2026 01:59:59 +0100", False),
        ("Sun, 29 Mar 2026 03:00:00 +0200", True),
        ("Sun, 25 Oct 2026 02:59:59 +0200", True),
        ("Sun, 25 Oct 2026 02:00:00 +0100", False),
        ("Thu, 1 Jul 2027 12:00:00 GMT", True),
        ("Fri, 1 Jan 2027 00:30:00 +0100", False),
        ("Sun, 31 Mar 2024 03:00:00 +0200", True),
    ],
)
def test_summer_time_begins_and_ends_on_last_sundays(moment: str, summer: bool) -> None:
    read = dates.read(moment)
    assert read is not None
    assert dates.summer_time(read) is summer


@pytest.mark.parametrize("date", ["", "morgen", "2026-10-25", "Sun, 25 Oct 2026 02:00:00 -0000"])
def test_a_date_without_a_zone_is_none(date: str) -> None:
    assert dates.read(date) is None
