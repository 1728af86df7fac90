"""Starting the user interface, alone or beside the service: processes that this one watches over.

It needs neither FastAPI nor anything that answers a question: that would be a second of start and
100 MB.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any

from indexer.errors import PortTaken, UsageError
from indexer.processes import ending_with
from indexer.settings import Settings

_STOP_SECONDS = 5


def show(settings: Settings) -> int:
    """Run the user interface until stopped; return its exit status."""
    require_free(settings.host, settings.ui_port, "BALKANETUP_UI_PORT")
    signal.signal(signal.SIGTERM, _as_interrupt)
    environment = _environment_of_screens_alone(settings)
    process = _start(_ui_command(settings), cwd=_page().parents[1], env=environment)
    try:
        _wait_until_open(settings.host, settings.ui_port, [process])
        if process.poll() is None:
            print(f"{_address_of_screens(settings)}\nStop with Ctrl-C.", flush=True)
        return failure(process.wait())
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(process)


def serve_and_show(settings: Settings) -> int:
    """Run both until one of them ends or Ctrl-C; then stop both.

    Returns the exit status: 0 after Ctrl-C or SIGTERM, otherwise that of the one that ended.
    """
    require_free(settings.host, settings.port, "BALKANETUP_PORT")
    require_free(settings.host, settings.ui_port, "BALKANETUP_UI_PORT")
    if settings.metrics_port:
        require_free("127.0.0.1", settings.metrics_port, "BALKANETUP_METRICS_PORT")
    signal.signal(signal.SIGTERM, _as_interrupt)
    both = [
        _start([sys.executable, "-m", "search_api.cli", "serve"], env=_api_environment()),
        _start(
            _ui_command(settings),
            cwd=_page().parents[1],  # where Streamlit looks for its theme
            env=_ui_environment(settings),
            stdout=subprocess.DEVNULL,  # "Stopping...", in the middle of what the API says
        ),
    ]
    try:
        for port in (settings.port, settings.ui_port):
            _wait_until_open(settings.host, port, both)
        if all(process.poll() is None for process in both):
            _greet(settings)
        while all(process.poll() is None for process in both):
            time.sleep(0.2)
        return max(failure(process.returncode) for process in both if process.poll() is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in both:
            _stop(process)


def failure(returncode: int) -> int:
    """Return the exit status that passes on how a process ended that nobody asked to end.

    Never 0, so that whoever watches over the service starts it again: 128 and the signal where
    a signal ended it, as a shell counts, and 1 where it ended as if all were well.
    """
    return 128 - returncode if returncode < 0 else returncode or 1


def _greet(settings: Settings) -> None:
    print(f"API  http://{settings.host}:{settings.port}/docs")
    print(_address_of_screens(settings))
    print("Stop both with Ctrl-C.", flush=True)


def _start(command: list[str], **how: Any) -> "subprocess.Popen[bytes]":
    """Start a process that ends when this one does, however this one ends.

    In a session of its own: Ctrl-C reaches this process alone, which then stops it in order.
    """
    return subprocess.Popen(
        command, start_new_session=True, preexec_fn=ending_with(os.getpid()), **how
    )


def require_free(host: str, port: int, setting: str) -> None:
    """Raise PortTaken when something listens on the port already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((host, port)) == 0:
            raise PortTaken(
                f"Something else is already listening on {host}:{port}.",
                cure=f"Stop it, or choose another port with {setting}.",
            )


def _address_of_screens(settings: Settings) -> str:
    return f"UI   http://{settings.host}:{settings.ui_port}"


def _page() -> Path:
    """Return the file that Streamlit runs."""
    spec = find_spec("ui")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("The user interface is not installed.", cure="Run: pip install -e .")
    return Path(next(iter(spec.submodule_search_locations)), "served.py").resolve()


def _ui_command(settings: Settings) -> list[str]:
    return [
        *(sys.executable, "-m", "streamlit", "run", str(_page())),
        *("--server.address", settings.host, "--server.port", str(settings.ui_port)),
        *("--server.headless", "true", "--browser.gatherUsageStats", "false"),
        # On 0.0.0.0 Streamlit's greeting asks a server abroad for this machine's outer address.
        *("--logger.hideWelcomeMessage", "true"),
    ]


def _api_environment() -> dict[str, str]:
    """Return the environment of an API on somebody's own machine: the terminal is theirs."""
    return {"BALKANETUP_ACCESS_LOG": "false", **os.environ}


def _ui_environment(settings: Settings) -> dict[str, str]:
    """Return the environment of screens that ask the API of these settings, beside them."""
    return {
        **os.environ,
        "BALKANETUP_API_URL": settings.local_address,
        "BALKANETUP_PUBLIC_URL": settings.public_address,
    }


def _environment_of_screens_alone(settings: Settings) -> dict[str, str]:
    """Return the environment of screens whose API may run elsewhere: at BALKANETUP_API_URL."""
    return {"BALKANETUP_API_URL": settings.local_address, **os.environ}


def _wait_until_open(host: str, port: int, processes: list["subprocess.Popen[bytes]"]) -> None:
    while all(process.poll() is None for process in processes):
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.1)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
