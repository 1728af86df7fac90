"""Starting the service and the user interface, alone or together."""

import os
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

import uvicorn

from indexer.errors import UsageError
from indexer.settings import Settings
from search_api.app import create_app

_STOP_SECONDS = 5


def serve(settings: Settings) -> None:
    """Answer on http://host:port until stopped."""
    require_free(settings.host, settings.port, "BALKANETUP_PORT")
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="warning")


def show(settings: Settings) -> int:
    """Run the user interface until stopped; return its exit status."""
    require_free(settings.host, settings.ui_port, "BALKANETUP_UI_PORT")
    return subprocess.call(
        _ui_command(settings), cwd=_page().parents[1], env=_ui_environment(settings)
    )


def serve_and_show(settings: Settings) -> int:
    """Run both until one of them ends or Ctrl-C; then stop both. Returns the exit status."""
    require_free(settings.host, settings.port, "BALKANETUP_PORT")
    require_free(settings.host, settings.ui_port, "BALKANETUP_UI_PORT")
    signal.signal(signal.SIGTERM, _as_interrupt)
    # Sessions of their own: Ctrl-C reaches this process alone, which then stops both in order.
    both = [
        subprocess.Popen([sys.executable, "-m", "search_api.cli", "serve"], start_new_session=True),
        subprocess.Popen(
            _ui_command(settings),
            cwd=_page().parents[1],  # where Streamlit looks for its theme
            env=_ui_environment(settings),
            start_new_session=True,
            stdout=subprocess.DEVNULL,  # Streamlit's own greeting: ours names both addresses
        ),
    ]
    try:
        for port in (settings.port, settings.ui_port):
            _wait_until_open(settings.host, port, both)
        print(f"API  http://{settings.host}:{settings.port}/docs")
        print(f"UI   http://{settings.host}:{settings.ui_port}")
        print("Stop both with Ctrl-C.", flush=True)
        while all(process.poll() is None for process in both):
            time.sleep(0.2)
        return max(process.poll() or 0 for process in both)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in both:
            _stop(process)


def require_free(host: str, port: int, setting: str) -> None:
    """Raise UsageError when something listens on the port already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((host, port)) == 0:
            raise UsageError(
                f"Something else is already listening on {host}:{port}.",
                cure=f"Stop it, or choose another port with {setting}.",
            )


def _page() -> Path:
    """Return the file that Streamlit runs."""
    spec = find_spec("ui")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("The user interface is not installed.", cure="Run: pip install -e .")
    return Path(next(iter(spec.submodule_search_locations)), "app.py").resolve()


def _ui_command(settings: Settings) -> list[str]:
    return [
        *(sys.executable, "-m", "streamlit", "run", str(_page())),
        *("--server.address", settings.host, "--server.port", str(settings.ui_port)),
        *("--server.headless", "true", "--browser.gatherUsageStats", "false"),
    ]


def _ui_environment(settings: Settings) -> dict[str, str]:
    return {**os.environ, "BALKANETUP_API_URL": f"http://{settings.host}:{settings.port}"}


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
