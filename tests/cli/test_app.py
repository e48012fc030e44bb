"""Every way out of the command: words on stderr, JSON on stdout, the code of the table."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

import click
import pytest

from nexus_audio.cli import app, main
from nexus_audio.cli.call import Call, shared_options
from nexus_audio.errors import RecordingError


def leave(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    return int(caught.value.code or 0)


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make `status` do what a test wants."""

    def become(does: Any) -> None:
        @click.command()
        @shared_options
        @click.pass_obj
        def command(call: Call) -> Any:
            return does(call)

        monkeypatch.setattr(app.Verbs, "get_command", lambda *_: command)

    return become


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_error_says_what_which_file_and_what_next(
    verb: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(call: Call) -> None:
        raise RecordingError("cannot be decoded", subject="a ü.mp3", hint="Export it again.")

    verb(fail)
    assert leave("status") == 13
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Error: a ü.mp3: cannot be decoded\n       Export it again.\n"


@pytest.mark.parametrize("arguments", [("--json", "status"), ("status", "--json")])
def test_an_error_is_the_last_line_for_a_program(
    verb: Any, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    def fail(call: Call) -> None:
        raise RecordingError("cannot be decoded", subject="a ü.mp3", hint="Export it again.")

    verb(fail)
    assert leave(*arguments) == 13
    assert lines(capsys) == [
        {
            "type": "error",
            "v": 1,
            "code": 13,
            "error": "RecordingError",
            "message": "cannot be decoded",
            "subject": "a ü.mp3",
            "hint": "Export it again.",
        }
    ]


def test_the_result_is_the_last_line_and_gives_the_code(
    verb: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    verb(lambda call: call.result(3, slug="ä"))
    assert leave("status", "--json") == 3
    assert lines(capsys) == [{"type": "result", "v": 1, "code": 3, "slug": "ä"}]


def test_our_own_mistakes_are_one_line_and_a_traceback_on_demand(
    verb: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    verb(lambda call: 1 // 0)
    assert leave("status") == 1
    said = capsys.readouterr().err
    assert "unexpected: ZeroDivisionError" in said
    assert "Traceback" not in said
    assert leave("status", "-vv") == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [("buidl",), ("build", "--bogus"), ("build", "--jobs", "abc"), ("new",)]
)
def test_a_wrong_call_is_told_to_programs_too(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert leave(*arguments, "--json") == 2
    (line,) = lines(capsys)
    assert (line["type"], line["code"]) == ("error", 2)


@pytest.mark.parametrize("arguments", [(), ("models",)])
def test_without_a_verb_the_verbs_are_shown(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert leave(*arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("Usage:")
    assert "Error" not in said


def test_without_colours_there_are_none(verb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(click, "echo", lambda *_, **options: shown.append(options))
    verb(lambda call: 1 // 0)
    leave("status")
    assert shown[0]["color"] is False


@pytest.mark.parametrize("arguments", [("buidl",), ("status", "--wrong"), ("new",)])
def test_a_wrong_call_is_told_with_the_way_to_help(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert leave(*arguments) == 2
    assert "--help" in capsys.readouterr().err


def test_without_a_verb_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    leave("--help")
    said = capsys.readouterr().out
    assert all(verb in said for verb in app.VERBS)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_130(number: signal.Signals, tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from nexus_audio.cli import app\n"
        "import click\n"
        "@click.command()\n"
        "def slow():\n    print('running', flush=True)\n    time.sleep(60)\n"
        "app.Verbs.get_command = lambda *_: slow\n"
        "app.main(['status'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    time.sleep(0.05)
    process.send_signal(number)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "interrupted" in said
    assert "Traceback" not in said


def test_what_still_computes_in_a_thread_does_not_change_the_exit_code() -> None:
    code = (
        "import atexit, os, sys, threading, time\n"
        "from nexus_audio.cli import app\n"
        "atexit.register(os.abort)  # what some libraries do when Python ends under them\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "sys.argv = ['nexus-audio', 'staus']\n"
        "app.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "staus" in done.stderr


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "nexus_audio", "doctor", "--json", "-C", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize("computing", [True, False])
@pytest.mark.parametrize("code", [0, 3, 130])
def test_only_who_is_interrupted_or_still_computes_leaves_at_once(
    monkeypatch: pytest.MonkeyPatch, computing: bool, code: int
) -> None:
    left: list[int] = []
    threads = [Thread(daemon=computing)]
    monkeypatch.setattr("os._exit", left.append)
    monkeypatch.setattr("threading.enumerate", lambda: threads)
    app._leave_at_once(code)
    assert left == ([code] if computing or code == 130 else [])
