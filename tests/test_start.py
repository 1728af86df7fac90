"""`balkanetup start`, which `make run` ends in: both addresses, one Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError

from indexer.settings import Settings
from search_api.starting import failure
from tests.served import free_port


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def ports() -> tuple[int, int]:
    return free_port(), free_port()


@pytest.fixture
def started(tmp_path: Path, ports: tuple[int, int]) -> Iterator["subprocess.Popen[str]"]:
    """`balkanetup start` without an index: it answers, and says what to do."""
    environment = {
        **os.environ,
        "BALKANETUP_DATA_DIR": str(tmp_path / "index"),
        "BALKANETUP_PORT": str(ports[0]),
        "BALKANETUP_UI_PORT": str(ports[1]),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "search_api.cli", "start"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


@pytest.fixture
def started_in_public(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> "subprocess.Popen[str]":
    """`balkanetup start` that listens on every address and is reached through a proxy."""
    monkeypatch.setenv("BALKANETUP_HOST", "0.0.0.0")
    monkeypatch.setenv("BALKANETUP_PUBLIC_URL", "https://search.example.edu/")
    process: subprocess.Popen[str] = request.getfixturevalue("started")
    return process


def greeting(process: "subprocess.Popen[str]") -> list[str]:
    """Return the three lines that are printed once both answer."""
    assert process.stdout is not None
    return [process.stdout.readline() for _ in range(3)]


def children(parent: int) -> list[tuple[int, str]]:
    """Return the process id and the command line of every child, the API first."""
    processes = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                processes.append((int(folder.name), (folder / "cmdline").read_text()))
    return sorted(processes, key=lambda child: "streamlit" in child[1])


def all_closed_within(seconds: float, ports: tuple[int, int]) -> bool:
    until = time.monotonic() + seconds
    while any(is_open(port) for port in ports):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.slow
def test_both_answer_until_one_signal_stops_both(
    started: "subprocess.Popen[str]", ports: tuple[int, int], ending: signal.Signals
) -> None:
    first, second, third = greeting(started)
    assert first.split() == ["API", f"http://127.0.0.1:{ports[0]}/docs"]
    assert second.split() == ["UI", f"http://127.0.0.1:{ports[1]}"]
    assert "Ctrl-C" in third
    assert httpx.get(first.split()[1], timeout=60).status_code == 200
    assert httpx.get(second.split()[1], timeout=60).status_code == 200
    started.send_signal(ending)
    assert started.wait(30) == 0
    assert not any(is_open(port) for port in ports)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("which", "ending", "status"),
    [(0, signal.SIGKILL, 137), (1, signal.SIGKILL, 137), (0, signal.SIGTERM, 143)],
)
@pytest.mark.slow
def test_a_part_that_ends_unasked_is_a_failure_of_the_whole(
    started: "subprocess.Popen[str]",
    ports: tuple[int, int],
    which: int,
    ending: signal.Signals,
    status: int,
) -> None:
    greeting(started)
    os.kill(children(started.pid)[which][0], ending)
    ended = started.wait(30)
    assert ended == status
    assert all_closed_within(5, ports)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
@pytest.mark.slow
def test_killed_itself_it_leaves_no_process_behind(
    started: "subprocess.Popen[str]", ports: tuple[int, int]
) -> None:
    greeting(started)
    assert len(children(started.pid)) == 2
    started.kill()
    started.wait(30)
    assert all_closed_within(10, ports)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.slow
def test_the_screens_link_to_the_public_address_and_ask_the_local_one(
    started_in_public: "subprocess.Popen[str]", ports: tuple[int, int]
) -> None:
    greeting(started_in_public)
    screens = children(started_in_public.pid)[1][0]
    environment = Path(f"/proc/{screens}/environ").read_text().split("\0")
    assert "BALKANETUP_PUBLIC_URL=https://search.example.edu" in environment
    assert f"BALKANETUP_API_URL=http://127.0.0.1:{ports[0]}" in environment


def test_addresses_of_the_settings() -> None:
    assert Settings(host="0.0.0.0", port=81).local_address == "http://127.0.0.1:81"
    assert Settings(host="::1", port=81).local_address == "http://[::1]:81"
    public = Settings(public_url="https://search.example.edu/api/")
    assert public.public_address == "https://search.example.edu/api"
    with pytest.raises(ValidationError):
        Settings(public_url="search.example.edu")


@pytest.mark.parametrize(("returncode", "status"), [(0, 1), (1, 1), (3, 3), (-9, 137), (-15, 143)])
def test_the_end_of_a_part_is_passed_on(returncode: int, status: int) -> None:
    assert failure(returncode) == status


@pytest.fixture
def started_with_workers(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> "subprocess.Popen[str]":
    monkeypatch.setenv("BALKANETUP_WORKERS", "2")
    process: subprocess.Popen[str] = request.getfixturevalue("started")
    return process


def descendants(parent: int) -> list[int]:
    """Return every process below `parent`."""
    below = [pid for pid, _ in children(parent)]
    return below + [pid for child in below for pid in descendants(child)]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.slow
def test_killed_with_workers_below_it_leaves_no_process_behind(
    started_with_workers: "subprocess.Popen[str]", ports: tuple[int, int]
) -> None:
    greeting(started_with_workers)
    left = descendants(started_with_workers.pid)
    assert len(left) >= 4  # the screens, what watches over the workers, and both
    started_with_workers.kill()
    started_with_workers.wait(30)
    assert all_closed_within(15, ports)
    until = time.monotonic() + 15
    while time.monotonic() < until and any(Path(f"/proc/{pid}").exists() for pid in left):
        time.sleep(0.1)
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]


@pytest.mark.parametrize(
    ("command", "setting"),
    [
        ("serve", "BALKANETUP_PORT"),
        ("serve", "BALKANETUP_METRICS_PORT"),
        ("ui", "BALKANETUP_UI_PORT"),
        ("start", "BALKANETUP_PORT"),
        ("start", "BALKANETUP_UI_PORT"),
        ("start", "BALKANETUP_METRICS_PORT"),
    ],
)
def test_a_port_that_is_taken_is_an_error_with_the_cure(
    tmp_path: Path, ports: tuple[int, int], command: str, setting: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = {
            **os.environ,
            "BALKANETUP_DATA_DIR": str(tmp_path),
            "BALKANETUP_PORT": str(ports[0]),
            "BALKANETUP_UI_PORT": str(ports[1]),
            setting: port,
        }
        done = subprocess.run(
            [sys.executable, "-m", "search_api.cli", command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert port in done.stderr
    assert setting in done.stderr
    assert not any(is_open(port) for port in ports)


@pytest.mark.slow
def test_screens_alone_say_where_they_are_and_ask_nobody_abroad(
    ports: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALKANETUP_HOST", "0.0.0.0")
    monkeypatch.setenv("BALKANETUP_UI_PORT", str(ports[1]))
    with subprocess.Popen(
        [sys.executable, "-m", "search_api.cli", "ui"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest = process.stdout.read()
    assert first.split() == ["UI", f"http://0.0.0.0:{ports[1]}"]
    assert "external IP" not in rest


def test_what_watches_over_screens_and_service_needs_neither() -> None:
    code = "import sys, search_api.starting; print({'fastapi', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
