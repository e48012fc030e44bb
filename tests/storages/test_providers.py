from __future__ import annotations

import re
from pathlib import Path

import pytest

from nexus_audio import config
from nexus_audio.errors import ConfigError
from nexus_audio.storages.providers import Provider, providers, target

STORAGE_MD = Path(__file__).parents[2] / "docs" / "storage.md"


@pytest.mark.parametrize(("name", "provider"), providers().items())
def test_each_provider_is_documented(name: str, provider: Provider) -> None:
    (row,) = re.findall(rf"^\| `{name}` \| (.+) \|$", STORAGE_MD.read_text("utf-8"), re.M)
    assert provider.evidence in row
    assert provider.notes


@pytest.mark.parametrize(
    ("settings", "endpoint", "region", "addressing"),
    [
        ({"provider": "aws", "region": "eu-central-1"}, "", "eu-central-1", "auto"),
        (
            {"provider": "b2", "region": "eu-central-003"},
            "https://s3.eu-central-003.backblazeb2.com",
            "eu-central-003",
            "path",
        ),
        ({"provider": "gcs"}, "https://storage.googleapis.com", "auto", "path"),
        (
            {"provider": "r2", "endpoint": "https://a.example/", "addressing": "virtual"},
            "https://a.example",
            "auto",
            "virtual",
        ),
    ],
)
def test_settings_go_before_what_the_provider_needs(
    settings: dict[str, str], endpoint: str, region: str, addressing: str
) -> None:
    found = target(config.Storage(kind="s3", bucket="b", **settings))
    assert (found.endpoint, found.region, found.addressing) == (endpoint, region, addressing)


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"provider": "r3"}, "storage.provider"),
        ({"provider": "aws", "bucket": ""}, "storage.bucket"),
        ({"provider": "r2"}, "storage.endpoint"),
        ({"provider": "hetzner"}, "storage.region"),
    ],
)
def test_what_is_missing_is_named(settings: dict[str, str], names: str) -> None:
    with pytest.raises(ConfigError) as caught:
        target(config.Storage(kind="s3", **{"bucket": "b", **settings}))
    assert caught.value.subject == names
    assert caught.value.hint


@pytest.mark.parametrize("prefix", ["a/b", "/a/b/", "a/b/"])
def test_the_name_tells_places_apart(prefix: str) -> None:
    settings = config.Storage(
        kind="s3", provider="other", bucket="b", prefix=prefix, endpoint="https://s3.example/"
    )
    assert target(settings).prefix == "a/b/"
    assert target(settings).name == "s3:s3.example/b/a/b"
    whole = settings.model_copy(update={"prefix": ""})
    assert target(whole).name == "s3:s3.example/b"


@pytest.mark.parametrize("endpoint", ["https://key:secret@s3.example", "s3.example"])
def test_an_endpoint_is_an_address_without_keys(endpoint: str) -> None:
    with pytest.raises(ValueError, match="must"):
        config.Storage(endpoint=endpoint)
