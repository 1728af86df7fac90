"""Stores to push to and pull from: a folder, and a bucket of an S3-compatible server."""

import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from indexer.storage.push import push
from indexer.storage.store import Store
from tests.indexer.conftest import Workshop
from tests.served import free_port

KEY, SECRET = "reader", "quite-a-secret"
_LACKING = [name for name in ("s3fs", "moto", "flask") if find_spec(name) is None]


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3-compatible server on this machine, which forgets all at its end."""
    if _LACKING:
        pytest.skip(f"needs {', '.join(_LACKING)}, which make install-test installs")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    log = tmp_path_factory.mktemp("s3") / "server.log"
    with log.open("w") as output, subprocess.Popen(command, stdout=output, stderr=output) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/moto-api/", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            httpx.get(address)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(log.read_text())


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The URL of a bucket of this test alone; who it is opened for stands in the environment."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return f"s3://index-{abs(hash(tmp_path))}/teaching"


@pytest.fixture(params=["folder", "bucket"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store without anything in it."""
    if request.param == "folder":
        return (tmp_path / "store").as_uri()
    return str(request.getfixturevalue("bucket"))


@pytest.fixture
def pushed(workshop: Workshop, url: str) -> Store:
    """A store with a generation of two texts."""
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    workshop.run()
    store = Store(url)
    push(workshop.settings.data_dir, store)
    return store


@pytest.fixture
def in_folder(workshop: Workshop, tmp_path: Path) -> Path:
    """A folder that a generation of one text was pushed to."""
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    push(workshop.settings.data_dir, Store(str(tmp_path / "store")))
    return tmp_path / "store"
