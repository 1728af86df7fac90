"""The secrets of a store's URL are in no message."""

from pathlib import Path

import pytest

from indexer.errors import BalkanetupError
from indexer.storage.pull import pull
from indexer.storage.secrets import Secrets, place
from indexer.storage.store import Store


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sftp://ana:geheim@host/index", "sftp://***@host/index"),
        ("sftp://ana:ge/he@im@host/index", "sftp://***@host/index"),
        ("https://host/index?sig=geheim&x=1", "https://host/index?***"),
        ("s3://key:geheim@bucket/index", "s3://***@bucket/index"),
        ("s3://bucket/index", "s3://bucket/index"),
        ("/srv/index", "/srv/index"),
        ("sftp://me@host/name", "sftp://***@host/name"),
        ("https://ana:geheim@[host/index", "https://***@[host/index"),
    ],
)
def test_what_is_secret_in_a_url_is_not_shown(url: str, shown: str) -> None:
    assert Secrets(url).hidden(url) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sftp://ana:ge/he@im@host/index", "sftp://host"),
        ("https://host/index?sig=geheim&x=1", "https://host"),
        ("s3://bucket/index", "s3://bucket"),
        ("file:///srv/index", "file://"),
        ("/srv/index", "file://"),
    ],
)
def test_the_place_of_a_store_tells_neither_path_nor_secret(url: str, shown: str) -> None:
    assert place(url) == shown


def test_no_form_of_a_password_is_shown() -> None:
    secrets = Secrets("https://ana:ge%40heim@host/index")
    for text in ("no ge%40heim", "no ge@heim", "GET https://ana:ge%40heim@host/x"):
        assert "heim" not in secrets.hidden(text)


@pytest.mark.parametrize("address", ["ftp://ana:geheim@127.0.0.1:9/i", "geheim://x:geheim@y"])
def test_no_password_is_in_the_message_of_a_library(address: str, tmp_path: Path) -> None:
    with pytest.raises(BalkanetupError) as caught:
        pull(tmp_path, Store(address))
    assert "ana:geheim" not in str(caught.value)
    assert "x:geheim" not in str(caught.value)
    assert caught.value.__cause__ is None
