"""`nexus-audio studio`: the host's page."""

from __future__ import annotations

import click

from nexus_audio.cli.call import Call, shared_options

PORT = 8710


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; any other than this machine's own opens it to a network.",
)
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
@shared_options
@click.pass_obj
def command(call: Call, port: int, host: str, browser: bool) -> int:
    """Open the page on which an episode goes from the dropped recording to the feed.

    It runs until ^C, or until this terminal is closed. Nobody else can use it: the address
    ends in a secret key, and it listens on this machine only.
    """
    from nexus_audio.studio.serving import serve  # noqa: PLC0415 -- --help must be quick

    def started(address: str) -> None:
        call.line("studio", address=address)
        call.console.print(f"The studio is open at {address}")
        call.console.print("Leave it with ^C.")
        if browser:
            import webbrowser  # noqa: PLC0415

            webbrowser.open(address)

    serve(call.workspace.root, host=host, port=port, started=started)
    return call.result()
