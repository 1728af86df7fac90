"""An index searched in part: what comes and goes is seen at once and without a rebuild."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue, files, finding
from indexer.domain import Metadata
from indexer.settings import Settings
from indexer.storage import generations, manifests, publish
from search_api.retrieval import narrowing, telling_terms
from search_api.retrieval.index_reader import IndexReader
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.word_encoder import WordEncoder

Put = Callable[[Catalogue, str, Metadata, str], None]
SUBJECTS = ("silent lecture", "essay", "rubric", "soil", "quiet lecture", "essay rubric")
ENGLISH, ALBANIAN = Metadata(language="en"), Metadata(language="sq")


@dataclass
class Library:
    """300 texts of which an index of lists was published, and who reads and changes it."""

    catalogue: Catalogue
    data_dir: Path
    reader: IndexReader
    put_text: Put

    def put(self, name: str, text: str, metadata: Metadata = ENGLISH) -> None:
        with self.catalogue.transaction():
            self.put_text(self.catalogue, name, metadata, text)

    def drop(self, name: str) -> None:
        with self.catalogue.transaction():
            files.forget(self.catalogue, str(Path("texts")), f"{name}.md")

    def publish(self) -> manifests.Manifest:
        publish.publish(self.catalogue, self.data_dir, 7, exact_upto=100)
        return generations.check_current(self.data_dir)

    def first(self, text: str, **filters: tuple[str, ...]) -> str:
        with self.reader.searcher() as searcher:
            assert not searcher.state.scores_all
            return search(searcher, Query(text, filters)).ranked_ids[0]


@pytest.fixture
def library(
    tmp_path: Path, encoder: WordEncoder, put: Put, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    monkeypatch.setattr(narrowing, "NEAREST", 40)
    monkeypatch.setattr(narrowing, "_FEW", 20)
    catalogue = Catalogue.create_or_open(tmp_path)
    with catalogue.transaction():
        catalogue.set_about("encoder", encoder.fingerprint)
        for number in range(300):
            text = f"{SUBJECTS[number % 6]} number{number} {SUBJECTS[number % 5]}."
            put(catalogue, f"t{number}", ENGLISH if number else ALBANIAN, text)
    made = Library(catalogue, tmp_path, IndexReader(Settings(data_dir=tmp_path), encoder), put)
    made.publish()
    yield made
    catalogue.close()


def test_the_manifest_says_that_it_is_searched_in_part(library: Library) -> None:
    manifest = generations.check_current(library.data_dir)
    assert (manifest.method, manifest.indexed) == ("IVF32,SQ8, re-scored exactly", 300)


def test_what_comes_changes_and_goes_is_seen_at_once_and_after_publication(
    library: Library,
) -> None:
    assert library.first("djak") != "pupil"
    library.put("pupil", "A djak is quiet.")
    library.put("t7", "The djak and the soil.")
    assert (library.first("djak quiet"), library.first("djak soil")) == ("pupil", "t7")
    before = generations.check_current(library.data_dir)
    after = library.publish()
    assert after.name != before.name
    assert after.index_sha256 == before.index_sha256  # no vector was written
    assert (after.count, after.indexed) == (301, 300)
    assert (library.first("djak quiet"), library.first("djak soil")) == ("pupil", "t7")
    library.drop("pupil")
    assert library.first("djak quiet") != "pupil"


def test_a_new_generation_with_the_same_vectors_is_not_loaded_anew(library: Library) -> None:
    with library.reader.searcher() as searcher:
        before = searcher.state
    library.put("pupil", "A djak is quiet.")
    library.publish()
    with library.reader.searcher() as searcher:
        assert searcher.generation != before.generation
        assert searcher.state.published is before.published


@pytest.mark.parametrize("damage", [b"no index", None])
def test_a_damaged_file_of_vectors_is_made_anew_not_taken_over(
    library: Library, damage: bytes | None
) -> None:
    before = generations.check_current(library.data_dir)
    file = generations.folder_of(library.data_dir, before.name) / before.index_file
    file.unlink() if damage is None else file.write_bytes(damage)
    library.put("pupil", "A djak is quiet.")
    after = library.publish()
    generations.refuse_if_damaged(library.data_dir, after)
    assert (after.count, after.indexed) == (301, 301)


def test_when_much_has_changed_the_lists_are_made_anew(library: Library) -> None:
    for number in range(10):
        library.put(f"new{number}", f"The djak number{number}.")
    manifest = library.publish()
    assert (manifest.count, manifest.indexed) == (310, 310)
    assert library.first("djak number4") == "new4"


def test_a_filter_that_keeps_one_finds_it_however_far_it_is(library: Library) -> None:
    assert library.first("soil", language=("sq",)) == "t0"


def test_what_is_wide_of_the_best_is_answered_as_by_comparing_all(
    library: Library, encoder: WordEncoder
) -> None:
    every = library.data_dir / "every"
    every.mkdir()
    library.catalogue.copy_to(every / "catalogue.sqlite")
    with IndexReader(Settings(data_dir=every), encoder).searcher() as exact:
        assert exact.state.scores_all
        for text in ("silent lecture", "essay rubric", "soil"):
            expected = search(exact, Query(text)).ranked_ids[:10]
            with library.reader.searcher() as searcher:
                assert search(searcher, Query(text)).ranked_ids[:10] == expected


def test_by_words_only_passages_with_a_rare_one_are_scored_but_by_all_words(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling_terms, "_SCORED", 1)
    library.put("both", "A djak and a rubric.")
    with library.reader.searcher() as searcher:
        counts = searcher.frequencies(["djak", "rubric"], "stems")
        assert counts == {"djak": 1, "rubric": counts["rubric"]}
        ids, scores = telling_terms.matching(searcher, counts)
        every = finding.matches(searcher.catalogue, 'stems : ("djak" OR "rubric")')
    assert len(every[0]) > 1
    best = every[0].tolist().index(ids.item())
    assert scores.item() == pytest.approx(every[1][best])
