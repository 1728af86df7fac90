"""The map of the collection: an addition moves nothing that was there."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from indexer.catalogue import Catalogue, places
from indexer.catalogue.places import Map
from indexer.run import pipeline, placing
from indexer.settings import Settings
from indexer.vectors import layout
from tests.indexer.vectors.test_layout import groups
from tests.word_encoder import WordEncoder


def ids(count: int) -> list[str]:
    return [f"resource-{number}" for number in range(count)]


def test_an_addition_leaves_all_others_where_they_are() -> None:
    vectors = groups(20, 20, 20)[np.random.default_rng(0).permutation(60)]
    before = placing.drawn(Map(), ids(50), vectors[:50], "words")
    after = placing.drawn(before, ids(55), vectors[:55], "words")
    assert before.places == {name: after.places[name] for name in ids(50)}
    assert len(set(after.places.values())) == 55
    for row in range(50, 55):  # each of the new ones stands among those it is like
        x, y = after.places[f"resource-{row}"]
        distances = {name: np.hypot(a - x, b - y) for name, (a, b) in before.places.items()}
        nearest = min(distances, key=distances.__getitem__)
        assert vectors[row] @ vectors[int(nearest.removeprefix("resource-"))] > 0.5


def test_what_is_gone_is_forgotten_and_moves_nothing() -> None:
    before = placing.drawn(Map(), ids(12), groups(12), "words")
    after = placing.drawn(before, ids(11), groups(12)[:11], "words")
    assert after.places == {name: before.places[name] for name in ids(11)}


def test_a_map_that_has_grown_by_half_is_laid_out_anew() -> None:
    before = placing.drawn(Map(), ids(12), groups(20)[:12], "words")
    assert before.fitted == 12
    grown = placing.drawn(before, ids(18), groups(20)[:18], "words")
    assert grown.fitted == 12
    outgrown = placing.drawn(grown, ids(19), groups(20)[:19], "words")
    assert outgrown.fitted == 19


def test_other_vectors_make_another_map() -> None:
    before = placing.drawn(Map(), ids(12), groups(12), "words")
    assert placing.drawn(before, ids(12), groups(12, seed=2), "others").encoder == "others"


def test_of_very_many_some_are_laid_out_and_the_others_placed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layout, "MOST_FITTED", 20)
    drawn = placing.drawn(Map(), ids(60), groups(30, 30), "words")
    assert len(drawn.places) == 60
    first = np.array([drawn.places[name] for name in ids(30)])
    second = np.array([drawn.places[f"resource-{row}"] for row in range(30, 60)])
    between = np.linalg.norm(first.mean(axis=0) - second.mean(axis=0))
    assert between > 2 * np.linalg.norm(first - first.mean(axis=0), axis=1).mean()


def test_a_run_keeps_the_map_with_the_index(tmp_path: Path) -> None:
    folder, encoder = tmp_path / "folder", WordEncoder("silent", "lecture", "essay", "soil")
    folder.mkdir()
    settings = Settings(data_dir=tmp_path / "index")
    for name, text in (("a", "A silent lecture."), ("b", "An essay."), ("c", "Soil.")):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    pipeline.run(folder, settings, encoder)
    with closing(Catalogue.open(settings.data_dir)) as catalogue:
        before = places.read(catalogue)
    assert sorted(before.places) == ["a", "b", "c"]
    (folder / "d.md").write_text("A silent essay.", encoding="utf-8")
    (folder / "b.md").unlink()
    pipeline.run(folder, settings, encoder, options=pipeline.Options(allow_mass_delete=True))
    with closing(Catalogue.open(settings.data_dir)) as catalogue:
        after = places.read(catalogue)
    assert sorted(after.places) == ["a", "c", "d"]
    assert (after.places["a"], after.places["c"]) == (before.places["a"], before.places["c"])
