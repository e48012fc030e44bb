"""One call of the command: its common options, and how it talks to people and to programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from nexus_audio.errors import NexusError

if TYPE_CHECKING:
    from rich.console import Console

    from nexus_audio.config import Loaded
    from nexus_audio.workspace import Workspace

Function = TypeVar("Function", bound=Callable[..., Any])
FORMAT = 1  # of the JSON lines; new fields may come without a new number


@dataclass
class Call:
    """What the common options say."""

    json: bool = False
    verbosity: int = 0
    """-1 says only what is wrong, 1 tells every stage, 2 shows tracebacks."""
    folder: Path | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace that the command is called in."""
        from nexus_audio.workspace import Workspace  # noqa: PLC0415 -- --help must be quick

        return Workspace.find(self.folder or Path.cwd())

    def load(self, **flags: object) -> Loaded:
        """The settings of the workspace; flags are given as `build__jobs`."""
        from nexus_audio.config import load_settings  # noqa: PLC0415 -- --help must be quick

        named = {name.replace("__", "."): value for name, value in flags.items()}
        return load_settings(self.workspace.root, flags=named)

    @property
    def console(self) -> Console:
        """Where people read results: stdout, or stderr when a program reads stdout."""
        from rich.console import Console  # noqa: PLC0415 -- --help must be quick

        return Console(
            stderr=self.json,
            quiet=self.verbosity < 0,
            markup=False,  # names and titles of the host's may hold brackets
            highlight=False,
            soft_wrap=True,
        )

    def line(self, kind: str, /, **fields: Any) -> None:
        """Print one JSON object on a line of its own, when a program reads."""
        if self.json:
            text = json.dumps({"type": kind, "v": FORMAT, **fields}, ensure_ascii=False)
            sys.stdout.write(text + "\n")
            sys.stdout.flush()

    def result(self, code: int = 0, **fields: Any) -> int:
        """Print the last line for a program; give the exit code."""
        self.line("result", code=code, **fields)
        return code

    def error(self, error: NexusError) -> None:
        """Say what went wrong, with which file, and what to do next."""
        self.line(
            "error",
            code=error.exit_code,
            error=type(error).__name__,
            message=error.message,
            subject=error.subject,
            hint=error.hint,
        )
        color = False if "NO_COLOR" in os.environ else None
        click.echo(click.style("Error: ", fg="red") + str(error), err=True, color=color)
        if error.hint:
            click.echo(f"       {error.hint}", err=True)


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def remember(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value:
            setattr(ctx.find_root().ensure_object(Call), name, value)

    return remember


def shared_options(function: Function) -> Function:
    """Add the options that stand before the verb as well as after it."""
    options = (
        click.option(
            "--json",
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_set("json"),
            help="Print one JSON object a line on stdout.",
        ),
        click.option(
            "-v",
            "--verbose",
            count=True,
            expose_value=False,
            is_eager=True,
            callback=_set("verbosity"),
            help="Tell more; twice shows where an error arose.",
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            flag_value=-1,
            type=int,
            default=None,
            expose_value=False,
            is_eager=True,
            callback=_set("verbosity"),
            help="Say only what is wrong.",
        ),
        click.option(
            "-C",
            "--workspace",
            type=click.Path(path_type=Path, file_okay=False),
            expose_value=False,
            is_eager=True,
            callback=_set("folder"),
            help="The workspace, if it is not the current folder.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function
