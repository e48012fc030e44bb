"""What is said of the show, and where it is written."""

from __future__ import annotations

import struct
import zlib

import pytest
from starlette.testclient import TestClient

from nexus_audio.config import load_settings
from nexus_audio.studio.desk import Desk
from nexus_audio.workspace import Workspace

SAID = {
    "title": "Grüße & mehr",
    "author": "Änne Öhm",
    "description": "Worum es geht.",
    "category": "Technology",
    "link": "https://schau.example/",
    "email": "post@schau.example",
    "public_url": "https://podcast.schau.example",
}


def png(side: int, height: int = 0) -> bytes:
    """A picture without anything on it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", side, height or side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def seen(client: TestClient) -> str:
    """The version that the page was made of."""
    return client.get("/show").text.partition('name="seen" value="')[2].partition('"')[0]


def test_all_of_it_is_written_and_comments_stay(
    client: TestClient, workspace: Workspace, desk: Desk
) -> None:
    file = workspace.root / "feed" / "show.toml"
    file.write_text("# Meins\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    guid = workspace.show.guid
    answer = client.post("/show", data=SAID | {"seen": seen(client)})
    assert "Saved." in answer.text
    show = workspace.show
    assert (show.title, show.author, show.email) == ("Grüße & mehr", "Änne Öhm", SAID["email"])
    assert (show.category, show.link, show.guid) == ("Technology", SAID["link"], guid)
    assert file.read_text(encoding="utf-8").startswith("# Meins\n")
    settings = load_settings(workspace.root).settings
    assert settings.storage.public_url == "https://podcast.schau.example/"
    assert settings.speech.engine == "toy"
    assert "still that of this machine" not in client.get("/publish").text


def test_what_is_left_empty_is_not_in_the_file(client: TestClient, workspace: Workspace) -> None:
    client.post("/show", data=SAID | {"seen": seen(client)})
    client.post("/show", data=SAID | {"seen": seen(client), "email": " "})
    assert "email" not in (workspace.root / "feed" / "show.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("title", " ", "Fill in: title."),
        ("public_url", "podcast.example", "this is no address"),
        ("public_url", "", "this is no address"),
        ("link", "javascript:alert(1)", "this is no address"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    client: TestClient, workspace: Workspace, field: str, value: str, expected: str
) -> None:
    before = (workspace.root / "feed" / "show.toml").read_bytes()
    answer = client.post("/show", data=SAID | {"seen": seen(client), field: value})
    assert answer.status_code == 422
    assert expected in answer.text
    assert (workspace.root / "feed" / "show.toml").read_bytes() == before


def test_a_stale_page_changes_nothing(client: TestClient, workspace: Workspace) -> None:
    old = seen(client)
    file = workspace.root / "nexus.toml"
    file.write_text(file.read_text() + "# von Hand\n")
    answer = client.post("/show", data=SAID | {"seen": old})
    assert answer.status_code == 422
    assert "changed somewhere else" in answer.text
    assert workspace.show.title == "Schau"


def test_a_picture_takes_the_place_of_the_one_before(
    client: TestClient, workspace: Workspace
) -> None:
    feed = workspace.root / "feed"
    (feed / "cover.jpg").write_bytes(b"das alte")
    picture = png(1400)
    given = SAID | {"seen": seen(client)}
    client.post("/show", data=given, files={"cover": ("Bild ä.png", picture, "image/png")})
    assert workspace.cover == feed / "cover.png"
    assert (feed / "cover.png").read_bytes() == picture
    (kept,) = (feed / "earlier").iterdir()
    assert kept.read_bytes() == b"das alte"


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"GIF89a", "no JPEG or PNG"), (png(1400, 1000), "1400 × 1000"), (png(200), "200 × 200")],
)
def test_a_picture_that_apps_refuse(
    client: TestClient, workspace: Workspace, data: bytes, expected: str
) -> None:
    given = SAID | {"seen": seen(client)}
    answer = client.post("/show", data=given, files={"cover": ("bild.png", data)})
    assert answer.status_code == 422
    assert expected in answer.text
    assert workspace.cover is None
