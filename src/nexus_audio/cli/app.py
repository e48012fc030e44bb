"""The command itself: finds the verb, and turns every error into words and an exit code."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import traceback
from contextlib import suppress

import click

from nexus_audio import __version__
from nexus_audio.cli.call import Call, shared_options
from nexus_audio.errors import Cancelled, NexusError, UsageError

VERBS = {
    "init": "Make an empty workspace for a show.",
    "briefing": "Show a written text as it is understood.",
    "new": "Make an episode's folder from a briefing and a recording.",
    "build": "Build episodes and the feed into feed/public/.",
    "review": "Show what is doubtful, and answer what is proposed.",
    "status": "Show where each episode stands.",
    "feed": "Check a feed and all that it names.",
    "studio": "Open the page that leads from recording to feed.",
    "watch": "Build recordings as they appear in a folder.",
    "publish": "Put what is built where listeners get it.",
    "verify": "Read back what is live, against feed and ledger.",
    "unpublish": "Take an episode out of the feed.",
    "rollback": "Make an earlier feed live again.",
    "gc": "Delete what nothing needs any more, after listing it.",
    "models": "Fetch, list and remove speech models.",
    "doctor": "Check this machine and these settings.",
}


class Verbs(click.Group):
    """A group whose help needs none of its commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which a host needs them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of a verb."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"nexus_audio.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without loading them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="nexus-audio")
@shared_options
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Make a finished podcast episode of one written briefing and one recording of it."""
    ctx.ensure_object(Call)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Known before the options are read, so that a mistake in them is told as JSON too.
    call = Call(json="--json" in (sys.argv[1:] if arguments is None else arguments))
    try:
        code = _run(call, arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    if arguments is None:
        _leave_at_once(code)
    sys.exit(code)


def _leave_at_once(code: int) -> None:
    """End without ceremony where somebody waits, or a library still computes.

    After ^C the usual end of Python takes a third of a second; all that must be kept is
    written by then. And a library that computes aborts a Python that ends around it.
    """
    computing = any(thread.daemon for thread in threading.enumerate())
    if computing or code == Cancelled.exit_code:
        with suppress(BrokenPipeError):
            sys.stderr.flush()
        os._exit(code)


def _run(call: Call, arguments: list[str] | None) -> int:
    try:
        result = cli.main(arguments, prog_name="nexus-audio", standalone_mode=False, obj=call)
    except NexusError as error:
        return _tell(call, error)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    except click.UsageError as error:
        hint = f"Try: {error.ctx.command_path} --help" if error.ctx else "Try: nexus-audio --help"
        return _tell(call, UsageError(error.format_message(), hint=hint))
    except (KeyboardInterrupt, click.Abort):
        hint = "Run it again to go on; finished stages are kept."
        return _tell(call, Cancelled("interrupted", hint=hint))
    except BrokenPipeError:
        raise
    except Exception as error:
        hint = "Run it again with -vv to see where, and report it with that text."
        return _tell(call, NexusError(f"unexpected: {type(error).__name__}: {error}", hint=hint))
    return result if isinstance(result, int) else 0


def _tell(call: Call, error: NexusError) -> int:
    call.error(error)
    if call.verbosity >= 2:
        traceback.print_exc()
    return error.exit_code
