from __future__ import annotations

from pathlib import Path

from nexus_audio.stages.notes import notes
from toy_episode import job


def test_each_form_of_the_notes_is_written(tmp_path: Path) -> None:
    made = job("notes", tmp_path)
    notes(made)
    written = {path.name: path.read_text(encoding="utf-8") for path in made.out.iterdir()}
    assert set(written) == {"notes.html", "notes.md", "notes.txt", "description.html"}
    assert "<li>00:00:10 Zitat des Tages</li>" in written["notes.html"]
    assert "- 00:00:10 Zitat des Tages\n" in written["notes.md"]
    assert "\n00:00:10 Zitat des Tages\n" in written["notes.txt"]
    assert "http://127.0.0.1:8000/episodes/12-ebbe/index.html" in written["notes.html"]
    assert len(written["description.html"].encode()) <= 4000


def test_the_hosts_templates_are_used(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "notes.md").write_text("Ahoi", encoding="utf-8")
    made = job("notes", tmp_path, templates=templates)
    notes(made)
    assert (made.out / "notes.md").read_text(encoding="utf-8") == "Ahoi\n"
    assert "Küstenblatt" in (made.out / "notes.html").read_text(encoding="utf-8")
