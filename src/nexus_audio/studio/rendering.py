"""The templates of the studio's own pages."""

from __future__ import annotations

import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from nexus_audio.models import Milliseconds
from nexus_audio.studio.scripts import needed


def render(name: str, **values: object) -> str:
    """A template filled in."""
    return _environment().get_template(name).render(values)


def clock(time: Milliseconds | None, digits: int = 0) -> str:
    """`4:05`, `1:04:05`, or with one digit `4:05.3`; nothing for no time."""
    if time is None:
        return ""
    step = 10 ** (3 - digits)
    ticks = time // step if digits == 0 else round(time / step)
    seconds, rest = divmod(ticks, 10**digits)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    text = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{text}:{seconds % 60:02}" + (f".{rest:0{digits}}" if digits else "")


def decimal(value: float, language: str) -> str:
    """A number with one decimal, as `-16.0`, in German as `-16,0`."""
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "de" else text


def size(count: int, language: str) -> str:
    """`0.3 kB`, `12 MB`, `1.4 GB`, in German `1,4 GB`."""
    value, units = count / 1000, iter(("kB", "MB", "GB", "TB"))
    unit = next(units)
    while value >= 1000:
        value, unit = value / 1000, next(units)
    return f"{decimal(value, language) if value < 10 else round(value)} {unit}"


def capitalize_first(text: str) -> str:
    """A sentence that begins with a capital."""
    return text[:1].upper() + text[1:]


def day(date: str, language: str) -> str:
    """A date as people write it; the text itself where it is none."""
    try:
        found = datetime.datetime.fromisoformat(date)
    except ValueError:
        return date
    if language == "de":
        return f"{found.day}.{found.month}.{found.year}"
    return f"{found.day} {found:%b} {found.year}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nexus_audio.studio"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["needed"] = needed
    environment.filters |= {
        "clock": clock,
        "decimal": decimal,
        "size": size,
        "day": day,
        "capitalize_first": capitalize_first,
    }
    return environment
