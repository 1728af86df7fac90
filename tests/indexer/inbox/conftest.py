"""An inbox whose jobs are done in this process, with vectors one can compute by hand."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from indexer.inbox import jobs
from indexer.inbox.jobs import Job
from indexer.inbox.receiving import Arrival
from indexer.inbox.working import Inbox
from indexer.run import pipeline
from indexer.settings import Settings
from tests.indexer.conftest import ReaderHere
from tests.word_encoder import WordEncoder

CAT = b"# The cat\n\nThe cat sleeps on the warm roof."


def inbox_of(settings: Settings) -> Inbox:
    encoder = WordEncoder("cat", "dog", "owl")
    return Inbox(settings, encoder, partial(pipeline.run, open_reader=ReaderHere))


def send(
    settings: Settings, name: str, content: bytes, metadata: dict[str, Any] | None = None, **of: Any
) -> Job:
    """Receive a file as a request does."""
    job = jobs.new("replace" if of else "add", "key", file_name=name, **of)
    with Arrival(settings.data_dir, job, settings.max_file_bytes) as arrival:
        for start in range(0, len(content), 7):
            arrival.write(content[start : start + 7])
        return arrival.keep(metadata or {})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", engine="numpy", max_file_bytes=1000)


@pytest.fixture
def inbox(settings: Settings) -> Inbox:
    return inbox_of(settings)
