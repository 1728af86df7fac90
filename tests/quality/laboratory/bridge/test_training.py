"""Training, end to end on a handful of pairs: it learns them, and twice the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.routing import FILE as SPEECH
from indexer.encoding.bridge.weights import FILE, MANIFEST
from indexer.errors import ModelError
from tests.quality.laboratory.bridge.evaluation import score_pairs
from tests.quality.laboratory.bridge.pairs import Pair, read_pairs
from tests.quality.laboratory.bridge.recipe import Recipe
from tests.quality.laboratory.bridge.training import train

WHO = {
    "The student": "Studenti", "The teacher": "Mësuesi", "My sister": "Motra ime",
    "The doctor": "Mjeku", "A child": "Një fëmijë", "The king": "Mbreti", "Our friend": "Miku ynë",
    "The farmer": "Fermeri", "A soldier": "Një ushtar", "The lawyer": "Avokati",
}  # fmt: skip
DOES = {
    "writes a letter": "shkruan një letër", "reads the newspaper": "lexon gazetën",
    "cooks fish": "gatuan peshk", "opens the window": "hap dritaren",
    "plays football": "luan futboll", "buys flowers": "blen lule", "drives a car": "ngas makinën",
    "drinks coffee": "pi kafe", "counts the money": "numëron paratë", "sings a song": "këndon",
    "builds a house": "ndërton shtëpi", "paints the wall": "lyen murin",
    "climbs the mountain": "ngjit malin", "sleeps in the garden": "fle në kopsht",
    "waits for the train": "pret trenin", "studies mathematics": "studion matematikë",
    "travels to Greece": "udhëton në Greqi", "fixes the computer": "rregullon kompjuterin",
    "sells bread": "shet bukë", "watches the moon": "shikon hënën",
}  # fmt: skip
TINY = Recipe(
    epochs=30, batch=64, dimension=48, hidden=16, joined_per_language=4, english_words=50,
    teacher_words=False,
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Steps this small are slower on two threads than on one."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred Albanian sentences."""
    folder = tmp_path_factory.mktemp("data")
    lines = [f"sq\t{who} {does}.\t{WHO[who]} {DOES[does]}." for who in WHO for does in DOES]
    (folder / "small.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.slow
def test_two_trainings_give_the_same_bytes_and_find_the_twins(data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = train(data, tmp_path / "one", seed=5, recipe=TINY, cache=cache)
    assert first == train(data, tmp_path / "two", seed=5, recipe=TINY, cache=cache)
    for name in (FILE, MANIFEST, SPEECH):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    [score] = score_pairs(BridgeEncoder.load(tmp_path / "one"), read_pairs(data), cache)
    assert (score.language, score.texts, score.candidates) == ("sq", 200, 200)
    assert score.top1 > 0.9
    assert train(data, tmp_path / "three", seed=6, recipe=TINY, cache=cache) != first


def test_pairs_come_once_each_with_their_source(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("sq\tbook\tlibër\nsq\tbook\tlibër\nmk\tbook\t\n")
    (tmp_path / "b.tsv").write_text("sr\tbook\tкњига\r\n", encoding="utf-8")
    assert read_pairs(tmp_path) == [
        Pair("sq", "book", "libër", "a"),
        Pair("sr", "book", "књига", "b"),
    ]


def test_a_line_with_two_fields_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("sq\tbook\tlibër\nsq\tbook libër\n")
    with pytest.raises(ModelError, match=r"a\.tsv, line 2: 2 fields where three belong"):
        read_pairs(tmp_path)


def test_a_folder_without_pairs_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No parallel sentences") as refused:
        read_pairs(tmp_path)
    assert "language<TAB>English<TAB>other" in refused.value.cure
