"""`balkanetup start`, which `make run` ends in: both addresses, one Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.slow
def test_both_answer_until_one_signal_stops_both(tmp_path: Path, ending: signal.Signals) -> None:
    ports = (free_port(), free_port())
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
        try:
            assert process.stdout is not None
            first, second, third = (process.stdout.readline() for _ in range(3))
            assert first.split() == ["API", f"http://127.0.0.1:{ports[0]}/docs"]
            assert second.split() == ["UI", f"http://127.0.0.1:{ports[1]}"]
            assert "Ctrl-C" in third
            assert httpx.get(first.split()[1], timeout=60).status_code == 200
            assert httpx.get(second.split()[1], timeout=60).status_code == 200
            process.send_signal(ending)
            assert process.wait(30) == 0
        finally:
            process.kill()
    assert not any(is_open(port) for port in ports)


def test_a_port_that_is_taken_is_an_error_with_the_cure(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = {
            **os.environ,
            "BALKANETUP_DATA_DIR": str(tmp_path),
            "BALKANETUP_PORT": port,
        }
        done = subprocess.run(
            [sys.executable, "-m", "search_api.cli", "serve"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert port in done.stderr
    assert "BALKANETUP_PORT" in done.stderr
