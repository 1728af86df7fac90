"""The mapped numbers of the language detector give py3langid's own answers."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from indexer.errors import StorageError
from indexer.text import language, language_tables

QUESTIONS = Path(__file__).parents[2] / "quality" / "collection" / "queries.jsonl"
DUTCH = "Hoe krijg ik studenten aan het praten?"
ALBANIAN = "Studentët nuk flasin në leksion dhe nuk bëjnë pyetje."
OTHERS = [DUTCH, "如何让学生参与课堂讨论", "12 + 7", "", "\x00 ñ"]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    language_tables.write(folder, language.ASKED_IN, "a test")
    return folder


@pytest.fixture
def forgetting() -> Iterator[None]:
    """Let the numbers be found anew, for the length of a test."""
    language._forget_tables()
    yield
    language._forget_tables()


def texts() -> list[str]:
    lines = QUESTIONS.read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines[::7]] + OTHERS


def test_where_the_model_cannot_be_unpacked_the_disk_is_named(
    monkeypatch: pytest.MonkeyPatch, forgetting: None
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(language_tables, "packaged", full)
    with pytest.raises(StorageError, match="No space left on device") as caught:
        language.detect(ALBANIAN)
    assert "TMPDIR" in caught.value.cure


@pytest.mark.parametrize("languages", [language.ASKED_IN, ("en", "sq", "bs", "hr", "sr", "mk")])
def test_every_probability_is_that_of_the_package(models: Path, languages: tuple[str, ...]) -> None:
    mapped, packaged = language_tables.read(models), language_tables.packaged()
    for identifier in (mapped, packaged):
        identifier.set_languages(list(languages))
    for text in texts():
        ours, theirs = dict(mapped.rank(text)), dict(packaged.rank(text))
        assert ours.keys() == theirs.keys()
        assert list(ours.values()) == pytest.approx([theirs[tag] for tag in ours], abs=1e-6)


def test_the_tree_leads_where_the_table_of_the_package_does(models: Path) -> None:
    ours, theirs = language_tables.read(models).tk_nextmove, language_tables.packaged()
    random = np.random.default_rng(1)
    states = random.integers(0, len(theirs.tk_row), 20_000).tolist()
    for state, byte in zip(states, random.integers(0, 256, 20_000).tolist(), strict=True):
        assert ours[state << 8 | byte] == theirs.tk_nextmove[theirs._rowbase[state] + byte]


@pytest.mark.usefixtures("forgetting")
def test_the_written_numbers_are_used_and_not_unpacked_again(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(language_tables, "packaged")
    language.find_tables_in(models)
    assert language.detect(ALBANIAN) == "sq"
    assert language.outside(DUTCH) == "nl"


@pytest.mark.usefixtures("forgetting")
def test_damaged_numbers_do_not_stop_an_answer(tmp_path: Path) -> None:
    language_tables.write(tmp_path, language.ASKED_IN, "a test")
    (targets,) = tmp_path.glob("*/targets.npy")
    numbers = np.load(targets, mmap_mode="r+")
    numbers[:] = 2**31 - 1  # far beyond the last state
    numbers.flush()
    language.find_tables_in(tmp_path)
    assert language.detect(ALBANIAN) == "sq"


def test_without_them_nothing_is_read(tmp_path: Path) -> None:
    assert language_tables.read(tmp_path) is None
