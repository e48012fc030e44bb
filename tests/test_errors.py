"""The tree of errors: codes in their ranges, told in the docstring, whole after a journey."""

from __future__ import annotations

import pickle

import pytest

from nexus_audio import errors
from nexus_audio.errors import NexusError


def every(kind: type[NexusError] = NexusError) -> list[type[NexusError]]:
    return [kind] + [found for below in kind.__subclasses__() for found in every(below)]


@pytest.mark.parametrize("kind", every())
def test_each_error_stands_in_the_tree_with_its_code(kind: type[NexusError]) -> None:
    lines = (errors.__doc__ or "").splitlines()
    (line,) = [line for line in lines if kind.__name__ in line.split()[:3]]
    assert str(kind.exit_code) in line.split()


def test_codes_are_unique() -> None:
    codes = [kind.exit_code for kind in every()]
    assert len(codes) == len(set(codes))


RANGES = {
    errors.InputError: range(10, 20),
    errors.SpeechError: range(20, 30),
    errors.FeedError: range(30, 40),
    errors.StorageError: range(40, 50),
    errors.ExecutorError: range(50, 60),
}


@pytest.mark.parametrize("base", RANGES)
def test_codes_lie_in_the_range_of_their_area(base: type[NexusError]) -> None:
    assert all(kind.exit_code in RANGES[base] for kind in every(base))


@pytest.mark.parametrize("kind", every())
def test_errors_travel_between_processes(kind: type[NexusError]) -> None:
    error = pickle.loads(pickle.dumps(kind("was", hint="tu", subject="datei ä.mp3")))  # noqa: S301
    assert type(error) is kind
    assert (error.message, error.hint, error.subject) == ("was", "tu", "datei ä.mp3")
    assert str(error) == "datei ä.mp3: was"
    assert str(kind("was")) == "was"
