"""When resources change and go: kept for those who copied them."""

from pathlib import Path

import pytest

from indexer.catalogue import Catalogue, records
from indexer.run import pipeline
from indexer.settings import Settings
from indexer.storage import doctor, generations, repair
from tests.word_encoder import WordEncoder

EARLY = "2001-01-01T00:00:00+00:00"
FIRST, LAST = "0000", "9999"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name in ("ash", "beech", "oak"):
        (folder / f"{name}.md").write_text(f"# {name}\n\nA tree called {name}.\n")
    return folder


@pytest.fixture
def settings(tmp_path: Path, shelf: Path) -> Settings:
    settings = Settings(data_dir=tmp_path / "data")
    index(shelf, settings)
    return settings


def index(shelf: Path, settings: Settings) -> None:
    pipeline.run(shelf, settings, WordEncoder("tree"))


def backdate(settings: Settings) -> None:
    catalogue = Catalogue.create_or_open(settings.data_dir)
    with catalogue.transaction():
        catalogue.db.execute("UPDATE records SET changed = ?", (EARLY,))
    catalogue.close()


def states(settings: Settings) -> dict[str, tuple[bool, bool]]:
    """Return whether each resource has changed since it was backdated, and whether it is gone."""
    catalogue = Catalogue.open(settings.data_dir)
    every = records.changed(catalogue, FIRST, LAST)
    catalogue.close()
    return {record.id: (record.changed != EARLY, record.gone) for record in every}


def test_what_changes_has_a_new_time_and_what_goes_stays_on_record(
    shelf: Path, settings: Settings
) -> None:
    backdate(settings)
    (shelf / "ash.md").write_text("# ash\n\nAnother tree.\n")
    (shelf / "oak.md").unlink()
    (shelf / "beech.md").rename(shelf / "b.md")  # moved is not changed
    index(shelf, settings)
    assert states(settings) == {
        "ash": (True, False),
        "beech": (False, False),
        "oak": (True, True),
    }
    (shelf / "oak.md").write_text("# oak\n\nBack again.\n")
    index(shelf, settings)
    assert states(settings)["oak"] == (True, False)


def test_pages_pass_over_nothing(settings: Settings) -> None:
    backdate(settings)
    catalogue = Catalogue.open(settings.data_dir)
    first = records.changed(catalogue, FIRST, LAST, limit=2)
    assert [record.id for record in first] == ["ash", "beech"]
    after = (first[-1].changed, first[-1].id)
    assert [record.id for record in records.changed(catalogue, FIRST, LAST, after, 2)] == ["oak"]
    assert records.count(catalogue, EARLY, EARLY) == 3
    assert records.count(catalogue, "2002", LAST) == 0
    assert records.earliest(catalogue) == EARLY
    catalogue.close()


def test_an_index_made_anew_remembers_what_is_gone(shelf: Path, settings: Settings) -> None:
    (shelf / "oak.md").unlink()
    index(shelf, settings)
    backdate(settings)
    repair.start_anew(settings.data_dir)
    index(shelf, settings)
    assert states(settings) == {"ash": (True, False), "beech": (True, False), "oak": (False, True)}
    assert doctor.examine(settings.data_dir) == []


def test_after_going_back_everything_has_changed(shelf: Path, settings: Settings) -> None:
    (shelf / "elm.md").write_text("# elm\n\nAnother tree.\n")
    (shelf / "oak.md").unlink()
    index(shelf, settings)
    backdate(settings)
    first = generations.names(settings.data_dir)[0]
    repair.restore(settings.data_dir, generations.catalogue_copy(settings.data_dir, first))
    assert states(settings) == {
        "ash": (True, False),
        "beech": (True, False),
        "elm": (True, True),
        "oak": (True, False),
    }
