"""The file of a resource is sent: the bytes that were indexed, and no others."""

import os
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from indexer.storage.indexed_file import IndexedFile
from search_api.app import create_app
from tests.search_api.answers import problem
from tests.search_api.conftest import DOCUMENTS, VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder


def test_the_file_is_sent_as_it_is(client: httpx.Client, folder: Path) -> None:
    response = client.get("/v1/resources/soil/file")
    assert response.content == (folder / "soil.md").read_bytes()
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-disposition"] == "attachment; filename*=utf-8''soil.md"


def _link_to_secret(file: Path, secret: Path) -> None:
    file.unlink()
    file.symlink_to(secret)


def _link_to_itself_elsewhere(file: Path, secret: Path) -> None:
    shutil.move(file, secret)  # the very bytes, but reached through a link
    file.symlink_to(secret)


def _pipe(file: Path, _: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _another_text(file: Path, secret: Path) -> None:
    file.write_bytes(secret.read_bytes().ljust(file.stat().st_size, b".")[: file.stat().st_size])


def _longer_text(file: Path, secret: Path) -> None:
    file.write_bytes(file.read_bytes() + secret.read_bytes())


@pytest.mark.parametrize(
    "change",
    [_link_to_secret, _link_to_itself_elsewhere, _pipe, _another_text, _longer_text, Path.unlink],
)
def test_only_the_bytes_that_were_indexed_are_sent(tmp_path: Path, change: Any) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "soil.md").write_text(DOCUMENTS["soil.md"])
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP SECRET outside the folder")
    settings, encoder = Settings(data_dir=tmp_path / "data"), WordEncoder(*VOCABULARY)
    pipeline.run(shelf, settings, encoder=encoder)
    change(shelf / "soil.md", *([secret] if change is not Path.unlink else []))
    with served(create_app(settings, encoder)) as base, httpx.Client(base_url=base) as client:
        response = client.get("/v1/resources/soil/file")
        assert response.status_code == 404
        assert problem(response)["cure"] == "Ask the maintainer to run: balkanetup index"
        assert "SECRET" not in response.text
        assert str(tmp_path) not in response.text


def test_a_name_that_is_no_utf_8_is_found_again(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    (shelf / os.fsdecode(b"pr\xe9dm\xecty")).mkdir(parents=True)
    file = shelf / os.fsdecode(b"pr\xe9dm\xecty/caf\xe9.md")
    file.write_text(DOCUMENTS["soil.md"])
    settings, encoder = Settings(data_dir=tmp_path / "data"), WordEncoder(*VOCABULARY)
    pipeline.run(shelf, settings, encoder=encoder)
    with served(create_app(settings, encoder)) as base, httpx.Client(base_url=base) as client:
        response = client.get("/v1/resources/soil/file")
        assert response.text == DOCUMENTS["soil.md"]
        assert response.headers["content-disposition"].endswith("caf%5Cxe9.md")


def test_a_file_that_changes_while_it_is_sent_is_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"a" * 1_000_000)
    parts = IndexedFile(file.open("rb")).parts()
    first = next(parts)
    assert len(first) < 300_000  # never the whole in memory
    file.write_bytes(b"b" * 1_000_000)
    with pytest.raises(OSError, match="changes while"):
        list(parts)


def test_a_folder_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "shelf" / "sub").mkdir(parents=True)
    (tmp_path / "shelf" / "sub" / "soil.md").write_text(DOCUMENTS["soil.md"])
    settings, encoder = Settings(data_dir=tmp_path / "data"), WordEncoder(*VOCABULARY)
    pipeline.run(tmp_path / "shelf", settings, encoder=encoder)
    (tmp_path / "shelf" / "sub").rename(tmp_path / "elsewhere")
    (tmp_path / "shelf" / "sub").symlink_to(tmp_path / "elsewhere")
    with served(create_app(settings, encoder)) as base, httpx.Client(base_url=base) as client:
        assert client.get("/v1/resources/soil/file").status_code == 404
