"""One publication at a time."""

from __future__ import annotations

import pytest

from nexus_audio.errors import PublishConflict
from nexus_audio.publishing.place import alone
from nexus_audio.workspace import Workspace
from toy_publishing import publish

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


def test_one_publication_at_a_time(workspace: Workspace) -> None:
    with alone(workspace), pytest.raises(PublishConflict, match="already"):
        publish(workspace)
