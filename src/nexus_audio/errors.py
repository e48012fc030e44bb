"""Everything that can go wrong, each with its exit code and a way out.

NexusError                      1   something unexpected
├── UsageError                  2   the command was called wrongly
├── InputError                 10   something the host wrote or recorded is unusable
│   ├── ConfigError            11   nexus.toml, show.toml, episode.toml, environment
│   ├── BriefingError          12   the written text
│   ├── RecordingError         13   no recording, or not a usable one
│   ├── SilentRecording        14   nothing is spoken in it
│   └── WorkspaceError         15   no workspace, no such episode, slug taken
├── SpeechError                20   recognition failed
│   ├── EngineMissing          21   the engine is not installed
│   ├── ModelMissing           22   the model is not here and cannot be had
│   └── ModelCorrupt           23   the model's bytes are not the right ones
├── FeedError                  30   the feed would be wrong
├── StorageError               40   the object storage refused
│   ├── PublishConflict        41   somebody else published meanwhile
│   └── VerifyError            42   what is live is not what was published
├── ExecutorError              50   a worker failed or was lost
├── StoreError                 60   the store cannot be written or read
└── Cancelled                 130   interrupted

Exit code 3 belongs to no error: the work is done, but a person should review something.
"""

from __future__ import annotations


class NexusError(Exception):
    """Something unexpected went wrong."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", subject: str = "") -> None:
        """`subject` is the file or name it is about, `hint` what to do next."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.subject = subject

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments do not survive pickling, and workers raise in other processes.
        return _rebuild, (type(self), self.message, self.hint, self.subject)

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}" if self.subject else self.message


def _rebuild(kind: type[NexusError], message: str, hint: str, subject: str) -> NexusError:
    return kind(message, hint=hint, subject=subject)


class UsageError(NexusError):
    """The command was called wrongly."""

    exit_code = 2


class InputError(NexusError):
    """Something that the host wrote or recorded is unusable."""

    exit_code = 10


class ConfigError(InputError):
    """A setting is unknown or has an impossible value."""

    exit_code = 11


class BriefingError(InputError):
    """The written text is empty or is no briefing."""

    exit_code = 12


class RecordingError(InputError):
    """There is no recording, or it cannot be decoded."""

    exit_code = 13


class SilentRecording(RecordingError):
    """Nothing is spoken in the recording."""

    exit_code = 14


class WorkspaceError(InputError):
    """There is no workspace here, no such episode, or the slug is taken."""

    exit_code = 15


class SpeechError(NexusError):
    """Recognition failed."""

    exit_code = 20


class EngineMissing(SpeechError):
    """The speech engine is not installed."""

    exit_code = 21


class ModelMissing(SpeechError):
    """The speech model is not on this machine and could not be fetched."""

    exit_code = 22


class ModelCorrupt(SpeechError):
    """The speech model's bytes are not the ones that were published."""

    exit_code = 23


class FeedError(NexusError):
    """The feed would be wrong."""

    exit_code = 30


class StorageError(NexusError):
    """The object storage refused or failed."""

    exit_code = 40


class PublishConflict(StorageError):
    """Somebody else published between our reading and our writing."""

    exit_code = 41


class VerifyError(StorageError):
    """What is live is not what was published."""

    exit_code = 42


class ExecutorError(NexusError):
    """A worker failed or was lost."""

    exit_code = 50


class StoreError(NexusError):
    """The store cannot be written or read."""

    exit_code = 60


class Cancelled(NexusError):
    """The work was interrupted; what was finished is kept."""

    exit_code = 130
