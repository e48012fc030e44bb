"""The command line: `nexus-audio VERB`, one module a verb, loaded when it is called."""

from nexus_audio.cli.app import main

__all__ = ["main"]
