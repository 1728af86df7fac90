"""What a Milvus server adds to the contract: facets, collections that come and go, going down."""

import re
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.encoding.base import normalise
from indexer.errors import VectorsLost, VectorsUnavailable
from indexer.settings import VectorServer
from indexer.vectors import Condition
from indexer.vectors.milvus_collections import alias_of, drop_others, make_current, name_of, write
from indexer.vectors.milvus_filters import expression
from indexer.vectors.milvus_index import MilvusIndex
from indexer.vectors.milvus_server import MilvusServer, connection
from tests.milvus_process import MilvusProcess

HOSTILE = (
    'a "quoted" one', "back\\slash", "it's", "two\nlines", "tab\t", "\\", '\\"', "{template}",
    '"] or id > 0 or x in ["', "like_%", "Настава на Ψ", "",
)  # fmt: skip
AXES = np.eye(len(HOSTILE), dtype=np.float32)
IDS = np.arange(1, len(HOSTILE) + 1)


@pytest.fixture(scope="module")
def named(milvus: VectorServer) -> Iterator[str]:
    """The id of a catalogue that every test looks into and none changes."""
    number = uuid.uuid4().hex
    yield number
    drop_others(milvus, [(number, "000001")], gone=["000001"])


@pytest.fixture
def catalogue_id(milvus: VectorServer) -> Iterator[str]:
    """Of a catalogue whose collections are dropped in the end."""
    number = uuid.uuid4().hex
    yield number
    every = [(number, "000001"), (number, "000002")]
    drop_others(milvus, every, gone=["000001", "000002"])


@pytest.fixture(scope="module")
def by_author(milvus: VectorServer, named: str) -> MilvusIndex:
    """A passage for each hostile name, and each is in Albanian, every second in Greek too."""
    facets = [
        {"author": [name], "language": ["sq", "el"][: 1 + number % 2]}
        for number, name in enumerate(HOSTILE)
    ]
    return write(milvus, name_of(named, "000001"), IDS, AXES, facets)


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=map(repr, HOSTILE))
def test_no_value_ends_its_literal(by_author: MilvusIndex, number: int) -> None:
    condition = Condition(filters={"author": [HOSTILE[number]]})
    assert by_author.search(AXES[number], 9, condition) == [(IDS[number], 1.0)]


def test_any_value_of_a_facet_and_every_facet(by_author: MilvusIndex) -> None:
    def found(**filters: list[str]) -> list[int]:
        hits = by_author.search(AXES[0], 99, Condition(without=IDS[:1], filters=filters))
        return [number for number, _ in hits]

    assert found(language=["el"]) == [2, 4, 6, 8, 10, 12]
    assert found(language=["el"], author=[HOSTILE[1], HOSTILE[2], HOSTILE[5]]) == [2, 6]
    assert found(author=[HOSTILE[0]]) == []  # its only passage is gone
    assert found(language=["xx"]) == found(language=[]) == found(year=["2024"]) == []


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_a_filter_is_one_literal_whatever_the_value(value: str) -> None:
    where = expression(Condition(filters={"author": [value]}), IDS, ["author"])
    assert where is not None
    inner = where.removeprefix('array_contains_any(author, ["').removesuffix('"])')
    # Without the escaped pairs, no sign is left that could end the literal.
    assert not set('"\\\n\r') & set(re.sub(r'\\[\\"nrt]', "", inner))


def test_of_a_value_too_long_for_milvus_its_beginning_is_compared(
    milvus: VectorServer, catalogue_id: str
) -> None:
    endless = "č" * 40_000  # 80,000 bytes
    facets = [{"author": [endless]}, {"author": ["č", *map(str, range(5_000))]}]
    index = write(milvus, name_of(catalogue_id, "000001"), IDS[:2], AXES[:2], facets)
    only = Condition(filters={"author": [endless]})
    assert index.search(AXES[0], 9, only) == [(1, 1.0)]
    described = connection(milvus).ask(lambda client: client.describe_collection(index.collection))
    (author,) = [field for field in described["fields"] if field["name"] == "author"]
    assert author["params"]["max_capacity"] == 4_096


def test_readers_of_the_former_generation_are_not_disturbed(
    milvus: VectorServer, catalogue_id: str
) -> None:
    def current() -> str:
        described = connection(milvus).ask(
            lambda client: client.describe_alias(alias_of(catalogue_id))
        )
        return str(described["collection_name"])

    first = write(milvus, name_of(catalogue_id, "000001"), IDS[:2], AXES[:2], [{}, {}])
    make_current(milvus, catalogue_id, "000001")
    assert current() == first.collection
    second = write(milvus, name_of(catalogue_id, "000002"), IDS[2:3], AXES[2:3], [{}])
    make_current(milvus, catalogue_id, "000002")
    assert current() == second.collection
    assert first.search(AXES[1], 1) == [(2, 1.0)]
    assert second.search(AXES[2], 9) == [(3, 1.0)]

    published = [(catalogue_id, "000001"), (catalogue_id, "000002")]
    drop_others(milvus, published, gone=["000001"])
    assert second.search(AXES[2], 9) == [(3, 1.0)]
    with pytest.raises(VectorsLost, match=f"no collection {first.collection}"):
        first.search(AXES[1], 1)
    assert first.vectors_of(IDS[:1])[1].tolist() == AXES[:1].tolist()  # those are here


def test_above_a_size_a_graph_is_searched_and_its_cosines_are_exact(
    milvus: VectorServer, catalogue_id: str
) -> None:
    random = np.random.default_rng(7)
    vectors = normalise(random.standard_normal((2_000, 32)).astype(np.float32))
    ids, halves = np.arange(2_000), [{"half": [str(row % 2)]} for row in range(2_000)]
    name = name_of(catalogue_id, "000001")
    index = write(milvus, name, ids, vectors, halves, exact_upto=0)
    odd = Condition(filters={"half": ["1"]})
    met = 0
    for asked in vectors[:10]:
        answers = index.search(asked, 100, odd)
        cosines = vectors @ asked
        assert [score for _, score in answers] == pytest.approx(
            [cosines[number] for number, _ in answers], abs=1e-5
        )
        nearest = [row for row in np.argsort(-cosines) if row % 2][:100]
        met += len({number for number, _ in answers} & {int(row) for row in nearest})
    assert met >= 950  # of 1,000


def test_a_collection_that_was_left_half_written_is_written_anew(
    milvus: VectorServer, catalogue_id: str
) -> None:
    name = name_of(catalogue_id, "000001")
    write(milvus, name, IDS, AXES, [{}] * len(IDS))
    make_current(milvus, catalogue_id, "000001")  # its alias does not keep it from being dropped
    assert write(milvus, name, IDS[:1], AXES[:1], [{}]).search(AXES[0], 99) == [(1, 1.0)]


@pytest.mark.slow
def test_it_goes_down_hangs_and_comes_back_by_itself(tmp_path: Path) -> None:
    pytest.importorskip("milvus_lite", reason="needs milvus-lite: pip install -e '.[test]'")
    process = MilvusProcess(tmp_path / "server")
    process.start()
    try:
        index = write(process.server, name_of("0123456789ab", "000001"), IDS, AXES, [{}] * len(IDS))
        with process.hanging():
            with pytest.raises(VectorsUnavailable, match="does not answer"):
                index.search(AXES[0], 1)
            began = time.monotonic()
            with pytest.raises(VectorsUnavailable):
                index.search(AXES[0], 1)
            assert time.monotonic() - began < 0.5  # nobody waits for it twice
        assert eventually(index) == [(1, 1.0)]
        process.kill()
        with pytest.raises(VectorsUnavailable, match="does not answer"):
            index.check()
        process.start()
        assert eventually(index) == [(1, 1.0)]
        index.check()
    finally:
        process.kill()


def eventually(index: MilvusIndex) -> list[tuple[int, float]]:
    """Return the answer once there is one, within ten seconds."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return index.search(AXES[0], 1)
        except VectorsUnavailable:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_without_a_server_it_says_which_setting_is_missing() -> None:
    with pytest.raises(VectorsUnavailable, match="no setting names it"):
        connection(None)


def test_who_waits_for_a_connection_that_fails_does_not_try_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pymilvus = pytest.importorskip("pymilvus")
    tried, said = [], []

    def connect(**_: object) -> None:
        tried.append(1)
        time.sleep(0.1)
        raise pymilvus.MilvusException(2, "nobody is there")

    monkeypatch.setattr(pymilvus, "MilvusClient", connect)
    server = MilvusServer(VectorServer("http://127.0.0.1:9", ""))

    def question() -> None:
        with pytest.raises(VectorsUnavailable, match="nobody is there") as caught:
            server.ask(lambda client: client)
        said.append(caught.value)

    threads = [threading.Thread(target=question) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(tried), len(said)) == (1, 4)
