"""What the extraction tests share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.domain import Extraction
from indexer.errors import Unreadable
from indexer.extraction.isolation import Reader
from indexer.extraction.worker import read_here
from indexer.settings import Settings

Read = Callable[[str, bytes | str], Extraction]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a file of this name and content, and read it in this process."""

    def read(name: str, content: bytes | str) -> Extraction:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_here(file, 2**26)

    return read


@pytest.fixture
def refusal(read: Read) -> Callable[[str, bytes | str], Unreadable]:
    """Like `read`, for files that must be refused: return the refusal."""

    def refusal(name: str, content: bytes | str) -> Unreadable:
        with pytest.raises(Unreadable) as caught:
            read(name, content)
        assert caught.value.message
        assert caught.value.cure
        return caught.value

    return refusal


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """A Reader that a module's tests share."""
    with Reader(Settings(cpu_seconds=20, wall_seconds=40)) as reader:
        yield reader
