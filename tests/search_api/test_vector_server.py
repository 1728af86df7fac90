"""A service whose vectors a Milvus server searches: the same answers, by words when it is gone."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from indexer.catalogue import Catalogue, passages
from indexer.encoding import load_encoder
from indexer.run import pipeline
from indexer.settings import Settings, VectorServer
from indexer.storage import doctor, generations, lock, publish, repair, transfer
from indexer.storage.repair import Remedy
from indexer.vectors.milvus_collections import drop_others, name_of
from indexer.vectors.milvus_server import connection
from search_api.app import create_app
from search_api.cli import app as cli
from search_api.retrieval.index_reader import IndexReader
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.milvus_process import MilvusProcess
from tests.search_api.conftest import DOCUMENTS, VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder

SOURCES = Path(__file__).resolve().parents[2] / "corpus" / "sources"
QUESTIONS = (
    "nobody speaks in my large lecture",
    "Studentët e mi nuk flasin në auditor",
    "Како да оценувам групна работа?",
    "Πώς δίνω ανατροφοδότηση που χρησιμοποιείται;",
    '"peer observation" -essay',
    "asdfgh qwertz",
)
FILTERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"language": ("sq", "mk")},
    {"language": ("mk", "en"), "type": ("good-practice",)},
)


def on_server(settings: Settings, server: VectorServer) -> Settings:
    return settings.model_copy(update={"engine": "milvus", "milvus_uri": server.uri})


def rebuilt(settings: Settings) -> str:
    """Publish anew, as `balkanetup rebuild` does."""
    with lock.writing(settings.data_dir) as catalogue:
        catalogue.adopt_engine(settings.engine)
        dimension = passages.dimension(catalogue)
        return publish.publish(catalogue, settings.data_dir, dimension, settings.vector_server)


def test_the_engine_is_not_started_without_the_address_of_its_server() -> None:
    with pytest.raises(ValueError, match=r"milvus_uri\n.*needs the address of its server"):
        Settings(engine="milvus")
    server = Settings(
        engine="milvus", milvus_uri="https://milvus:19530", milvus_token=SecretStr("a:b")
    )
    assert server.vector_server == VectorServer("https://milvus:19530", "a:b")
    assert "a:b" not in repr(server)


@pytest.mark.slow  # reads documents with the real encoder
def test_the_answers_are_those_of_the_embedded_engine(tmp_path: Path, milvus: VectorServer) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for source in SOURCES.glob("*-[sm][qk].md"):  # in Albanian and Macedonian
        shutil.copy(source, shelf)
    embedded = Settings(data_dir=tmp_path / "data")
    encoder = load_encoder(embedded)
    pipeline.run(shelf, embedded, encoder)
    asked = [Query(text, filters, k=50) for text in QUESTIONS for filters in FILTERS]
    with IndexReader(embedded, encoder).searcher() as searcher:
        expected = [told(search(searcher, query)) for query in asked]
    assert sum(len(answer["hits"]) > 3 for answer in expected) >= 4  # some find a lot

    shared = on_server(embedded, milvus)
    name = rebuilt(shared)
    with IndexReader(shared, encoder).searcher() as searcher:
        assert (searcher.generation, searcher.state.published.engine) == (name, "milvus")
        for query, answer in zip(asked, expected, strict=True):
            assert told(search(searcher, query)) == answer
        catalogue_id = searcher.catalogue.about("catalogue_id") or ""
    drop_others(milvus, [(catalogue_id, name)], gone=[name])


def told(answer: Any) -> dict[str, Any]:
    """Everything that an answer says but when and by which generation, scores to five digits."""
    return {
        "hits": [
            (hit.resource.id, hit.band, [(it.stored.id, round(it.score, 5)) for it in hit.matches])
            for hit in answer.hits
        ],
        "counts": (answer.facets, answer.weaker, answer.ranked_ids, answer.nothing_close),
        "words_only": answer.words_only,
    }


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusProcess]:
    """A server of our own, to kill."""
    pytest.importorskip("pymilvus", reason="needs pymilvus: pip install -e '.[milvus]'")
    pytest.importorskip("milvus_lite", reason="needs milvus-lite: pip install -e '.[test]'")
    server = MilvusProcess(tmp_path_factory.mktemp("milvus"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def library(tmp_path: Path, process: MilvusProcess) -> tuple[Settings, WordEncoder]:
    """The small collection, published on the server."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for name, text in DOCUMENTS.items():
        (shelf / name).write_text(text, encoding="utf-8")
    settings = on_server(Settings(data_dir=tmp_path / "data"), process.server)
    encoder = WordEncoder(*VOCABULARY)
    pipeline.run(shelf, settings, encoder)
    return settings, encoder


@pytest.mark.slow
def test_without_the_server_words_are_searched_and_it_is_said_until_it_is_back(
    library: tuple[Settings, WordEncoder], process: MilvusProcess
) -> None:
    with served(create_app(*library)) as address:

        def ask(path: str, **params: str) -> Any:
            return httpx.get(f"{address}{path}", params=params).raise_for_status()

        def answer() -> Any:
            return ask("/v1/search", q="silent lecture").json()

        whole = answer()
        assert not whole["words_only"]
        assert whole["hits"][0]["resource"]["id"] == "silence"
        etag = ask("/v1/search", q="silent lecture").headers["etag"]

        process.kill()
        by_words = answer()
        assert by_words["words_only"]
        assert by_words["hits"][0]["resource"]["id"] == "silence"
        assert ask("/v1/search", q="silent lecture").headers["etag"] != etag
        ready = ask("/readyz").json()
        assert (ready["ready"], ready["words_only"]) == (True, True)
        findings = doctor.examine(library[0].data_dir, server=process.server)
        assert [finding.remedy for finding in findings] == [Remedy.OWNER]
        assert "does not answer" in findings[0].what
        assert "Questions are answered by words only." in status_of(library[0])

        process.start()
        within_seconds(lambda: not answer()["words_only"])
        assert answer()["hits"] == whole["hits"]
        assert not ask("/readyz").json()["words_only"]
        assert f"{process.server.uri} answers" in status_of(library[0])


def status_of(settings: Settings) -> str:
    """Return what `balkanetup status` says, on one line."""
    environment = {
        "BALKANETUP_DATA_DIR": str(settings.data_dir),
        "BALKANETUP_MILVUS_URI": settings.milvus_uri,
    }
    return " ".join(CliRunner(env=environment).invoke(cli, ["status"]).stdout.split())


def within_seconds(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.slow
def test_a_collection_that_is_lost_comes_back_with_the_next_publication(
    library: tuple[Settings, WordEncoder], process: MilvusProcess
) -> None:
    settings, encoder = library
    reader = IndexReader(settings, encoder)
    with reader.searcher() as searcher:
        expected = search(searcher, Query("silent lecture"))
    with closing(Catalogue.open(settings.data_dir)) as catalogue:
        catalogue_id = catalogue.about("catalogue_id") or ""
    current = generations.current_name(settings.data_dir)
    drop_others(process.server, [(catalogue_id, current)], gone=[current])

    with reader.searcher() as searcher:
        assert search(searcher, Query("silent lecture")).words_only
        assert "no collection" in str(searcher.trouble())
    findings = doctor.examine(settings.data_dir, server=process.server)
    assert [finding.remedy for finding in findings] == [Remedy.PUBLISH]

    repair.mend(settings.data_dir, {Remedy.PUBLISH}, process.server)
    with reader.searcher() as searcher:
        again = search(searcher, Query("silent lecture"))
        assert searcher.trouble() is None
    assert told(again) == told(expected)


@pytest.mark.slow
def test_an_index_imported_where_there_is_no_server_is_searched_without_one(
    library: tuple[Settings, WordEncoder], tmp_path: Path
) -> None:
    settings, encoder = library
    transfer.export_index(settings.data_dir, tmp_path / "index.tar")
    alone = Settings(data_dir=tmp_path / "elsewhere")
    transfer.import_index(alone.data_dir, tmp_path / "index.tar")
    with IndexReader(settings, encoder).searcher() as searcher:
        expected = told(search(searcher, Query("silent lecture")))
    with IndexReader(alone, encoder).searcher() as searcher:
        assert searcher.state.published.engine == "faiss"
        assert told(search(searcher, Query("silent lecture"))) == expected


@pytest.mark.slow
def test_a_generation_that_is_pruned_takes_its_collection_with_it(
    library: tuple[Settings, WordEncoder], process: MilvusProcess
) -> None:
    settings, _ = library
    first = generations.current_name(settings.data_dir)
    names = [first, rebuilt(settings), rebuilt(settings)]
    with closing(Catalogue.open(settings.data_dir)) as catalogue:
        catalogue_id = catalogue.about("catalogue_id") or ""
    there = connection(process.server).ask(lambda client: client.list_collections())
    kept = [name for name in names if name_of(catalogue_id, name) in there]
    assert kept == names[1:] == generations.names(settings.data_dir)


@pytest.mark.slow
def test_a_publication_that_the_server_does_not_take_leaves_the_former_one(
    library: tuple[Settings, WordEncoder], process: MilvusProcess
) -> None:
    settings, _ = library
    before = generations.current_name(settings.data_dir)
    process.kill()
    try:
        with pytest.raises(Exception, match="does not answer"):
            rebuilt(settings)
    finally:
        process.start()
    assert generations.names(settings.data_dir) == [before]
    assert not list(settings.data_dir.glob("generations/*.part"))
