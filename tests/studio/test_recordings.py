"""A recording comes in over the same requests that the studio's script sends."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from starlette.testclient import TestClient

import toy_workspace
from nexus_audio.audio.probe import Probe, probe
from nexus_audio.studio.desk import Desk
from nexus_audio.studio.uploads import PIECE
from nexus_audio.workspace import Workspace
from sounds import speech, write_wav


def begin(client: TestClient, data: bytes, name: str = "Auf nahme.wav") -> Any:
    said = {"name": name, "size": len(data), "mark": "m"}
    return client.post("/episodes/aehren/uploads", json=said)


def send(client: TestClient, id: str, data: bytes, at: int = 0) -> Any:
    sum_ = base64.b64encode(hashlib.sha256(data).digest()).decode()
    headers = {"upload-offset": str(at), "upload-checksum": f"sha256 {sum_}"}
    return client.patch(f"/uploads/{id}", content=data, headers=headers)


@pytest.fixture
def sound(tmp_path: Path) -> bytes:
    return write_wav(tmp_path / "a.wav", speech(1)).read_bytes()


@pytest.fixture
def draft(workspace: Workspace) -> Path:
    return toy_workspace.add(workspace, "aehren", seconds=0).path


def test_a_recording_is_put_into_its_episode_and_built(
    client: TestClient, desk: Desk, draft: Path, sound: bytes
) -> None:
    id = begin(client, sound).json()["id"]
    assert send(client, id, sound[:1000]).headers["upload-offset"] == "1000"
    asked = client.get(f"/uploads/{id}")
    assert asked.headers["upload-offset"] == "1000"
    assert asked.headers["upload-length"] == str(len(sound))
    assert begin(client, sound).json() == {"id": id, "offset": 1000, "piece": PIECE}
    send(client, id, sound[1000:], 1000)
    answer = client.post(f"/uploads/{id}/finish")
    assert answer.json()["sha256"] == hashlib.sha256(sound).hexdigest()
    assert (draft / "recording.wav").read_bytes() == sound
    (job,) = desk.jobs.all()
    assert (job.verb, job.episode) == ("build", "aehren")
    assert list(desk.uploads.all()) == []


def test_a_second_one_takes_its_place_or_comes_after_it(
    client: TestClient, draft: Path, sound: bytes
) -> None:
    for instead in (True, False, True):
        id = begin(client, sound).json()["id"]
        send(client, id, sound)
        assert client.post(f"/uploads/{id}/finish", json={"instead": instead}).status_code == 200
    assert [path.name for path in sorted(draft.glob("recording*"))] == ["recording.wav"]
    assert len(list((draft / "earlier").iterdir())) == 2  # nothing is thrown away


def test_the_same_one_is_put_in_its_place_once(
    client: TestClient, draft: Path, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = begin(client, sound).json()["id"]
    send(client, id, sound)
    codes: list[int] = []

    def finish() -> None:
        codes.append(client.post(f"/uploads/{id}/finish", json={"instead": True}).status_code)

    second = Thread(target=finish)

    def look(file: Path) -> Probe:
        if not second.ident:
            second.start()
            second.join(0.5)  # it would be done by then
        return probe(file)

    monkeypatch.setattr("nexus_audio.studio.recordings.probe", look)
    finish()
    second.join()
    assert sorted(codes) == [200, 404]
    assert (draft / "recording.wav").read_bytes() == sound
    assert not (draft / "earlier").exists()


def test_what_holds_no_sound_replaces_nothing(
    client: TestClient, draft: Path, sound: bytes
) -> None:
    (draft / "recording.wav").write_bytes(sound)
    id = begin(client, b"no sound at all").json()["id"]
    send(client, id, b"no sound at all")
    answer = client.post(f"/uploads/{id}/finish")
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert (draft / "recording.wav").read_bytes() == sound


def test_a_piece_is_bounded(client: TestClient, draft: Path) -> None:
    id = begin(client, bytes(PIECE * 2)).json()["id"]
    assert send(client, id, bytes(PIECE + 1)).status_code == 413


def test_an_upload_can_be_forgotten(client: TestClient, draft: Path, sound: bytes) -> None:
    id = begin(client, sound).json()["id"]
    assert client.delete(f"/uploads/{id}").status_code == 204
    assert client.get(f"/uploads/{id}").status_code == 404


@pytest.mark.parametrize(
    "said", [b"", b"[]", b"{", b'{"name":1,"size":2}', b'{"name":"a.wav","size":"x"}']
)
def test_nonsense_is_refused(client: TestClient, draft: Path, said: bytes) -> None:
    answer = client.post("/episodes/aehren/uploads", content=said)
    assert answer.status_code == 422


def test_an_episode_that_is_not_there(client: TestClient) -> None:
    assert begin(client, b"x").status_code == 404
