"""`balkanetup serve --workers`: several processes, one port, one index, the numbers of all."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from indexer.storage.push import push
from indexer.storage.store import Store
from tests.search_api.operations.test_metrics import numbers
from tests.served import free_port
from tests.test_start import all_closed_within, children

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small index by the encoder of the product."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "silent.md").write_text("# Silent lectures\n\nLet students talk in pairs first.")
    data_dir = tmp_path_factory.mktemp("index")
    pipeline.run(folder, Settings(data_dir=data_dir, encoder="minilm"))
    return data_dir


@pytest.fixture
def ports() -> tuple[int, int]:
    return free_port(), free_port()


@pytest.fixture
def workers(
    index: Path, ports: tuple[int, int], tmp_path: Path
) -> Iterator["subprocess.Popen[str]"]:
    """`balkanetup serve --workers 2`, both of them answering."""
    environment = {
        **os.environ,
        "BALKANETUP_DATA_DIR": str(index),
        "BALKANETUP_ENCODER": "minilm",
        "BALKANETUP_PORT": str(ports[0]),
        "BALKANETUP_METRICS_PORT": str(ports[1]),
    }
    with (tmp_path / "access.jsonl").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "search_api.cli", "serve", "--workers", "2"],
            env=environment,
            stdout=log,
            text=True,
        )
        try:
            wait_for_both(process.pid, ports[0])
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            process.wait(30)


def pids(parent: int) -> list[int]:
    return [pid for pid, command in children(parent) if "spawn_main" in command]


def wait_for_both(parent: int, port: int, seconds: float = 120) -> None:
    """Wait until two workers hold the model: then each has answered its first question."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(httpx.HTTPError):
            if len(pids(parent)) == 2 and all(map(is_warm, pids(parent))):
                assert httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
                return
        time.sleep(0.2)
    raise TimeoutError("the workers did not start")


def is_warm(pid: int) -> bool:
    """Whether a worker has the index mapped and accepts connections."""
    with suppress(OSError):
        return "index.faiss" in Path(f"/proc/{pid}/maps").read_text()
    return False


def ask(port: int) -> int:
    with httpx.Client(timeout=60) as client:
        return client.get(
            f"http://127.0.0.1:{port}/v1/search", params={"q": "nobody speaks"}
        ).status_code


def test_all_workers_answer_over_one_mapped_index_and_are_counted_together(
    workers: "subprocess.Popen[str]", ports: tuple[int, int], tmp_path: Path
) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, [ports[0]] * 40)) == [200] * 40
    shown = numbers(httpx.get(f"http://127.0.0.1:{ports[1]}/metrics").text)
    assert shown["balkanetup_searches_total"] == 40
    assert shown["balkanetup_index_there"] == 1
    lines = [json.loads(line) for line in (tmp_path / "access.jsonl").read_text().splitlines()]
    assert sum(line["route"] == "/v1/search" for line in lines) == 40


def test_a_killed_worker_is_replaced_while_the_other_answers(
    workers: "subprocess.Popen[str]", ports: tuple[int, int]
) -> None:
    first = pids(workers.pid)
    os.kill(first[0], signal.SIGKILL)
    until = time.monotonic() + 60
    while time.monotonic() < until and pids(workers.pid) in (first, first[1:]):
        time.sleep(0.1)
    wait_for_both(workers.pid, ports[0])
    assert len(set(pids(workers.pid)) - set(first)) == 1
    assert ask(ports[0]) == 200


def test_killed_itself_it_leaves_no_worker_behind(
    workers: "subprocess.Popen[str]", ports: tuple[int, int]
) -> None:
    left = pids(workers.pid)
    workers.kill()
    workers.wait(10)
    assert all_closed_within(10, ports)
    until = time.monotonic() + 10
    while time.monotonic() < until and any(Path(f"/proc/{pid}").exists() for pid in left):
        time.sleep(0.1)
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]


def test_whoever_keeps_a_connection_open_is_not_cut_off(
    workers: "subprocess.Popen[str]", ports: tuple[int, int]
) -> None:
    def ask_on(number: int) -> list[int | str]:
        """Ask on one connection, as long as somebody answers; then say how that ended."""
        ends: list[int | str] = []
        with httpx.Client(base_url=f"http://127.0.0.1:{ports[0]}", timeout=60) as client:
            while not ends or ends[-1] == 200:
                path = "/v1/search?q=nobody speaks" if number % 4 == 0 else "/healthz"
                try:
                    ends.append(client.get(path).status_code)
                except httpx.HTTPError as error:
                    ends.append(type(error).__name__)
        return ends

    with ThreadPoolExecutor(12) as pool:
        asking = [pool.submit(ask_on, number) for number in range(12)]
        time.sleep(1.5)
        workers.send_signal(signal.SIGTERM)
        ends = [future.result() for future in asking]
    assert {ended[-1] for ended in ends} == {"ConnectError"}  # refused, never cut off
    assert {status for ended in ends for status in ended[:-1]} == {200}


def test_one_signal_ends_all_after_the_questions_at_hand(
    workers: "subprocess.Popen[str]", ports: tuple[int, int]
) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask, ports[0]) for _ in range(8)]
        time.sleep(0.3)  # until the workers have them at hand
        workers.send_signal(signal.SIGTERM)
        statuses = []
        for answer in answers:
            with suppress(httpx.ConnectError):  # came too late: refused, not cut off
                statuses.append(answer.result())
    assert set(statuses) <= {200}
    workers.wait(30)
    assert all_closed_within(5, ports)


def test_workers_without_a_catalogue_follow_a_store(index: Path, tmp_path: Path) -> None:
    """A public front: nothing but an address in the environment, and the models beside it."""
    writer, front, port = tmp_path / "writer", tmp_path / "front", free_port()
    shutil.copytree(index, writer)
    shutil.copytree(index / "models", front / "models")
    push(writer, Store(str(tmp_path / "store")))
    environment = {
        **os.environ,
        "BALKANETUP_DATA_DIR": str(front),
        "BALKANETUP_ENCODER": "minilm",
        "BALKANETUP_PORT": str(port),
        "BALKANETUP_PULL_FROM": str(tmp_path / "store"),
        "BALKANETUP_PULL_SECONDS": "1",
    }
    command = [sys.executable, "-m", "search_api.cli", "serve", "--workers", "2"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for_both(process.pid, port)
            (tmp_path / "essays").mkdir()
            (tmp_path / "essays" / "essays.md").write_text("# Essays\n\nA rubric makes marks fair.")
            pipeline.run(tmp_path / "essays", Settings(data_dir=writer, encoder="minilm"))
            push(writer, Store(str(tmp_path / "store")))
            wait_for_title(port, "rubric", "Essays")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
    assert (front / "catalogue.sqlite").is_symlink()


def wait_for_title(port: int, question: str, title: str, seconds: float = 60) -> None:
    """Wait until the first answer to a question is of a resource with this title."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = httpx.get(f"http://127.0.0.1:{port}/v1/search", params={"q": question}, timeout=30)
        if [hit["resource"]["title"] for hit in answer.json()["hits"]][:1] == [title]:
            return
        time.sleep(0.2)
    raise AssertionError(f"no answer of {title!r}")
