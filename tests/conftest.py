"""What every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.settings import VectorServer
from tests.milvus_process import MilvusProcess, named_cluster

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Real documents and benchmarks beside the repository; not every machine has them."""
    shared = REPOSITORY.parent / "shared"
    if not shared.is_dir():
        pytest.skip("needs the folder of real documents, ../shared, which is not on this machine")
    return shared


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorServer]:
    """A Milvus server: the cluster of MILVUS_URI, else a process of milvus-lite for all tests."""
    pytest.importorskip("pymilvus", reason="needs pymilvus: pip install -e '.[milvus]'")
    if cluster := named_cluster():
        yield cluster
        return
    pytest.importorskip("milvus_lite", reason="needs milvus-lite: pip install -e '.[test]'")
    process = MilvusProcess(tmp_path_factory.mktemp("milvus"))
    process.start()
    yield process.server
    process.kill()
