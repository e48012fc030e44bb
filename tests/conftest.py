"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# The same examples in every run and no limit on time: a test fails because of a change alone.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
