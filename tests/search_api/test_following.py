"""The service of a replica: it answers from what was pushed last, and writes nothing."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event

import httpx
import pytest

import search_api.following
from indexer.errors import ExtraMissing, StoreError
from indexer.settings import Settings
from indexer.storage.pull import Pulled, pull
from indexer.storage.push import push
from indexer.storage.store import Store
from search_api.access import keys
from search_api.app import create_app
from search_api.following import following
from search_api.operations.metrics import StoreCollector
from tests.indexer.conftest import Workshop
from tests.served import served


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    folder = tmp_path / "documents"
    folder.mkdir()
    return Workshop(folder, Settings(data_dir=tmp_path / "index"))


@pytest.fixture
def replica(workshop: Workshop, tmp_path: Path) -> Settings:
    """The settings of a reader of what `workshop` pushed: one text."""
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    push(workshop.settings.data_dir, Store(str(tmp_path / "store")))
    settings = Settings(data_dir=tmp_path / "reader", pull_from=str(tmp_path / "store"))
    return settings.model_copy(update={"pull_seconds": 0.05})


def soon(question: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < until:
        time.sleep(0.05)
    return answer


def best(address: str, question: str) -> str:
    """The title of the first answer."""
    answer = httpx.get(f"{address}/v1/search", params={"q": question}, timeout=30)
    return str(answer.json()["hits"][0]["resource"]["title"])


def test_a_running_reader_answers_from_the_new_generation(
    workshop: Workshop, replica: Settings
) -> None:
    store = Store(replica.pull_from)
    with following(replica), served(create_app(replica, workshop.encoder)) as address:
        assert best(address, "cat") == "a"
        assert best(address, "dog barks") == "a"
        workshop.write("b.md", "The dog barks.")
        workshop.run()
        push(workshop.settings.data_dir, store)
        assert soon(lambda: best(address, "dog barks") == "b")
        ready = httpx.get(f"{address}/readyz").json()
        assert ready["generation"] == "000002"


def test_a_damaged_push_is_logged_once_and_the_old_one_answers(
    workshop: Workshop, replica: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    store, began = Store(replica.pull_from), time.time()
    with following(replica), served(create_app(replica, workshop.encoder)) as address:
        assert httpx.get(f"{address}/readyz").json()["store_trouble"] is None
        assert failing_seconds(replica) == 0
        workshop.write("b.md", "The dog barks.")
        workshop.run()
        caplog.set_level(logging.WARNING)
        push(workshop.settings.data_dir, _Damaging(replica.pull_from))
        assert soon(lambda: "fails its checksum" in caplog.text)
        time.sleep(0.3)
        assert caplog.text.count("fails its checksum") == 1
        trouble = httpx.get(f"{address}/readyz").json()["store_trouble"]
        assert trouble["store"] == "file://"
        assert trouble["reason"].startswith("What it has is not whole")
        since = datetime.fromisoformat(trouble["since"]).timestamp()
        assert began - 1 <= since <= time.time()
        assert 0 <= failing_seconds(replica) <= time.time() - since
        assert best(address, "cat") == "a"
        assert best(address, "dog barks") == "a"
        whole = workshop.settings.data_dir / "generations" / "000002" / "index.faiss"
        store.put(whole, f"generations/{store.listed()[0].folder}/index.faiss")
        assert soon(lambda: best(address, "dog barks") == "b")
        assert soon(lambda: httpx.get(f"{address}/readyz").json()["store_trouble"] is None)
        assert failing_seconds(replica) == 0


def failing_seconds(replica: Settings) -> float:
    """What the metrics say of the store of a replica."""
    (gauge,) = StoreCollector(replica).collect()
    (sample,) = gauge.samples
    assert sample.labels == {"store": "file://"}
    return float(sample.value)


class _Damaging(Store):
    """Writes vectors of the right length, and other bytes."""

    def put(self, file: Path, path: str) -> None:
        if path.endswith(".faiss"):
            content = bytearray(file.read_bytes())
            content[-1] ^= 1
            file = file.parents[3] / "damaged"
            file.write_bytes(content)
        super().put(file, path)


def test_a_store_out_of_reach_keeps_nobody_from_starting(
    replica: Settings, workshop: Workshop, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    empty = replica.model_copy(update={"pull_from": str(tmp_path / "nowhere")})
    with following(empty), served(create_app(empty, workshop.encoder)) as address:
        answer = httpx.get(f"{address}/readyz")
        assert answer.status_code == 503
        assert "Nothing has come from file:// since 20" in answer.json()["detail"]
        assert answer.json()["detail"].endswith("Nothing was pushed to it yet.")
        assert str(tmp_path) not in answer.text
        assert "There is no generation in" in caplog.text


def test_a_first_pull_that_takes_too_long_keeps_nobody_from_starting(
    replica: Settings,
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    released = Event()

    def slow(*_: object, **__: object) -> Pulled:
        released.wait(30)
        return pull(replica.data_dir, Store(replica.pull_from))

    monkeypatch.setattr(search_api.following, "pull", slow)
    hasty = replica.model_copy(update={"store_seconds": 0.1})
    with following(hasty), served(create_app(hasty, workshop.encoder)) as address:
        assert "BALKANETUP_STORE_SECONDS" in caplog.text
        assert httpx.get(f"{address}/readyz").status_code == 503
        released.set()
        assert soon(lambda: httpx.get(f"{address}/readyz").status_code == 200)


def test_a_pull_that_fails_as_nobody_expected_is_done_again(
    replica: Settings,
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def pull_at_the_second_try(*_: object, **__: object) -> Pulled:
        monkeypatch.setattr(search_api.following, "pull", pull)
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(search_api.following, "pull", pull_at_the_second_try)
    with following(replica), served(create_app(replica, workshop.encoder)) as address:
        assert soon(lambda: httpx.get(f"{address}/readyz").status_code == 200)
    assert "RuntimeError: nobody thought of this" in caplog.text


def test_a_store_that_nothing_here_opens_is_said_at_once(replica: Settings) -> None:
    with (
        pytest.raises((ExtraMissing, StoreError)),
        following(replica.model_copy(update={"pull_from": "nosuch://x"})),
    ):
        pass


def test_a_replica_takes_no_jobs(workshop: Workshop, replica: Settings) -> None:
    with following(replica), served(create_app(replica, workshop.encoder)) as address:
        _, secret = keys.create(replica.data_dir, "maintainer", ["maintain"], days=1)
        (row,) = httpx.get(f"{address}/v1/resources").json()["resources"]
        answer = httpx.post(
            f"{address}/v1/admin/resources/{row['id']}/reindex",
            headers={"Authorization": f"Bearer {secret}"},
        )
        assert answer.status_code == 409, answer.text
        assert str(replica.data_dir) not in answer.text
