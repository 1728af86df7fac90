"""A service that takes files with a key, and the inbox behind it."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.inbox.working import Inbox
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.access import keys
from search_api.app import create_app
from tests.indexer.conftest import ReaderHere
from tests.search_api.conftest import VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder

TEXT = b"# Silent lectures\n\nA silent lecture is a silent hall."
Files = dict[str, Any]


class Service:
    """A service with keys, and the inbox behind it."""

    def __init__(self, base: str, settings: Settings, encoder: WordEncoder) -> None:
        self.settings, self.base = settings, base
        self.inbox = Inbox(settings, encoder, partial(pipeline.run, open_reader=ReaderHere))
        self.upload_key = keys.create(settings.data_dir, "up", ["upload"], 1)[1]
        self.key = keys.create(settings.data_dir, "all", ["upload", "maintain", "statistics"], 1)[1]

    def ask(self, method: str, path: str, key: str | None = None, **how: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key or self.key}", **how.pop("headers", {})}
        return httpx.request(method, f"{self.base}/v1/admin{path}", headers=headers, **how)

    def send(self, name: str = "silence.md", content: bytes = TEXT, **metadata: Any) -> Any:
        """Send a file; return the job once it is done."""
        answer = self.ask("POST", "/resources", files=form(name, content, **metadata))
        assert answer.status_code == 202, answer.text
        self.inbox.work_through()
        return self.job(answer)

    def job(self, answer: httpx.Response) -> Any:
        return self.ask("GET", f"/jobs/{answer.json()['id']}").json()


def form(name: str, content: bytes, **metadata: Any) -> Files:
    parts: Files = {"file": (name, content)}
    return parts | ({"metadata": (None, json.dumps(metadata))} if metadata else {})


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    encoder = WordEncoder(*VOCABULARY)
    settings = Settings(
        data_dir=tmp_path / "data", engine="numpy", max_file_bytes=300_000, key_rate_limit=""
    )
    with served(create_app(settings, encoder)) as base:
        yield Service(base, settings, encoder)
