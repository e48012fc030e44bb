from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import html

from nexus_audio.site.neighbours import ROOM, filled, neighbours
from toy_episode import EPISODE, SHOW

OLDEST = replace(EPISODE, slug="15-a b", title="<b>Watt</b>", date="2026-11-06T06:00:00+01:00")
NEWEST = replace(EPISODE, slug="18-c", title="Ebbe", number=None, date="2026-11-27T06:00:00+01:00")


def links(between: str) -> list[tuple[str, str, str]]:
    root: Any = html.fragment_fromstring(between or "<p></p>", create_parent=True)
    return [
        (link.get("rel"), link.get("href"), " ".join(link.text_content().split()))
        for link in root.iter("a")
    ]


def test_each_issue_leads_to_those_beside_it() -> None:
    around = neighbours(SHOW, [EPISODE, NEWEST, OLDEST])
    assert links(around["17-faehren"]) == [
        ("prev", "../15-a%20b/index.html", "Vorige Ausgabe 17 · <b>Watt</b>"),
        ("next", "../18-c/index.html", "Nächste Ausgabe Ebbe"),
    ]
    assert [link[0] for link in links(around["15-a b"])] == ["next"]
    assert [link[0] for link in links(around["18-c"])] == ["prev"]


def test_an_only_issue_has_none() -> None:
    assert links(neighbours(SHOW, [EPISODE])[EPISODE.slug]) == []


def test_a_page_gets_them_where_it_left_room() -> None:
    assert filled(b"<a>" + ROOM + b"<b>", "<nav>ü</nav>\n") == "<a><nav>ü</nav><b>".encode()
    assert filled(b"no room", "<nav></nav>") == b"no room"


def test_the_hosts_template_is_used(tmp_path: Path) -> None:
    (tmp_path / "neighbours.html").write_text("{{ previous.title if previous }}", encoding="utf-8")
    assert neighbours(SHOW, [EPISODE, OLDEST], tmp_path)[EPISODE.slug] == "&lt;b&gt;Watt&lt;/b&gt;"
