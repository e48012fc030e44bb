"""Nobody but the browser that was given the key gets in, and no other page changes anything."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

import toy_workspace
from nexus_audio.studio.security import load_key
from nexus_audio.workspace import Workspace
from studio.conftest import KEY, LOCK

REFUSED = (403, 421)


def test_the_key_gives_a_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/publish?key={KEY}&a=1")
    assert answer.headers["location"] == "/publish?a=1"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert KEY not in cookie


@pytest.mark.parametrize("path", ["/", "/static/jobs.js", "/built/feed.xml", "/events", "/x"])
def test_without_the_cookie_nothing_is_shown(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 403


@pytest.mark.parametrize("key", ["", "x", KEY + "x", "ü"])
def test_another_key_is_refused(stranger: TestClient, key: str) -> None:
    answer = stranger.get("/", params={"key": key})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_forged_cookie_is_refused(stranger: TestClient) -> None:
    stranger.cookies.set(LOCK.cookie, "0" * 64)
    assert stranger.get("/").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8710", "127.0.0.1", "127.0.0.1:80"])
def test_a_name_that_was_rebound_to_this_machine_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421
    assert client.get(f"/?key={KEY}", headers={"host": host}).status_code == 421


def test_localhost_is_this_machine_too(client: TestClient) -> None:
    assert client.get("/", headers={"host": "localhost:8710"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:80", "https://127.0.0.1:8710"]
)
def test_another_page_changes_nothing(
    client: TestClient, workspace: Workspace, origin: str
) -> None:
    toy_workspace.add(workspace, "aehren")
    answer = client.post("/episodes/aehren/build", headers={"origin": origin})
    assert answer.status_code == 403
    assert client.app.state.desk.jobs.all() == ()  # type: ignore[attr-defined]


def test_a_request_across_sites_without_an_origin_is_refused(client: TestClient) -> None:
    del client.headers["origin"]
    answer = client.post("/language", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def changing() -> list[tuple[str, str]]:
    from nexus_audio.studio.app import make_app

    app = make_app(Path("/nowhere"), LOCK)
    return [
        (method, route.path.replace("{slug:str}", "aehren").replace("{id:str}", "0" * 24))
        for route in app.routes
        if isinstance(route, Route)
        for method in sorted((route.methods or set()) - {"GET", "HEAD"})
    ]


@pytest.mark.parametrize(("method", "path"), changing())
@pytest.mark.parametrize("token", ["", "x", "ü"])
def test_every_change_needs_our_token(
    client: TestClient, workspace: Workspace, method: str, path: str, token: str
) -> None:
    toy_workspace.add(workspace, "aehren")
    del client.headers["x-csrf"]
    headers = {b"x-csrf": token.encode()} if token else {}
    assert client.request(method, path, headers=headers, data={"csrf": token}).status_code == 403


def test_a_form_brings_the_token_in_a_field(client: TestClient) -> None:
    del client.headers["x-csrf"]
    answer = client.post("/language", data={"csrf": LOCK.csrf, "language": "de", "back": "/new"})
    assert answer.url.path == "/new"
    assert 'lang="de"' in answer.text


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "http://evil.example"])
def test_nobody_is_sent_elsewhere(client: TestClient, back: str) -> None:
    client.follow_redirects = False
    answer = client.post("/language", data={"language": "de", "back": back})
    assert answer.headers["location"] == "/"


TRAVERSAL = (
    "/built/../nexus.toml",
    "/built/%2e%2e/%2e%2e/nexus.toml",
    "/built/..%2f..%2fnexus.toml",
    "/built//etc/passwd",
    "/built/episodes/../../../nexus.toml",
    "/built/%00",
    "/static/../desk.py",
    "/static/%2e%2e/desk.py",
    "/episodes/..%2f..%2fx/review",
    "/episodes/../x",
    "/episodes/%2e%2e/sound",
    "/uploads/..%2f..%2fnexus.toml",
    "/new/..%2fkey",
    "/new/key",
    "/jobs/..%2fkey/log",
)


@pytest.mark.parametrize("path", TRAVERSAL)
def test_no_path_leads_out_of_what_is_served(
    client: TestClient, workspace: Workspace, path: str
) -> None:
    workspace.public.mkdir(parents=True, exist_ok=True)
    answer = client.get(path)
    assert answer.status_code == 404
    assert "[speech]" not in answer.text
    assert "root:" not in answer.text


def test_a_link_out_of_the_built_tree_is_not_followed(
    client: TestClient, workspace: Workspace
) -> None:
    workspace.public.mkdir(parents=True)
    (workspace.public / "leak").symlink_to(workspace.root / "nexus.toml")
    assert client.get("/built/leak").status_code == 404


def test_pages_say_what_they_may_do(client: TestClient) -> None:
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    nonces = {client.get("/").headers["content-security-policy"] for _ in range(2)}
    assert len(nonces) == 2
    assert "access-control-allow-origin" not in answer.headers


def test_what_was_built_may_not_ask_the_studio_for_anything(
    client: TestClient, workspace: Workspace
) -> None:
    workspace.public.mkdir(parents=True)
    (workspace.public / "index.html").write_text("<script>alert(1)</script>")
    policy = client.get("/built/index.html").headers["content-security-policy"]
    assert "connect-src 'none'" in policy
    assert "form-action 'none'" in policy


def test_pages_load_no_script_of_their_own(client: TestClient) -> None:
    del client.headers["x-csrf"]
    for path in ("/", "/new", "/publish", "/settings", "/nowhere"):
        text = client.get(path).text
        assert "onclick" not in text
        assert " style=" not in text
        data, *files = text.split("<script")[1:]
        assert data.startswith(' type="application/json"')
        assert all(file.startswith(' type="module" src="/static/') for file in files)


def test_what_others_wrote_is_text(client: TestClient, workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "aehren", seconds=0)
    toml = folder.path / "episode.toml"
    toml.write_text(toml.read_text().replace("Ähren 7", "<img src=x onerror=alert(1)>"))
    (folder.path / "briefing.md").write_text("# A\n\n## <script>alert(1)</script>\n\nB.\n")
    for path in ("/", "/episodes/aehren"):
        assert "<img src=x" not in client.get(path).text
        assert "<script>alert" not in client.get(path).text


def test_a_form_that_is_too_large_is_not_read(client: TestClient) -> None:
    answer = client.post("/new", headers={"content-length": "999999999999"}, content=b"text=x")
    assert answer.status_code == 413


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = load_key(tmp_path / "a" / "key")
    assert load_key(tmp_path / "a" / "key") == key
    assert len(key) >= 40
    assert stat.S_IMODE((tmp_path / "a" / "key").stat().st_mode) == 0o600
