"""Passages encoded by a Ray cluster of this machine: the vectors of a run without it, and once."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue, passages, sentences
from indexer.encoding import ray_workers
from indexer.encoding.ray_workers import on_ray
from indexer.errors import ExtraMissing, ModelError
from indexer.run import pipeline
from indexer.settings import Settings
from indexer.storage import doctor
from tests.served import free_port
from tests.test_start import is_open
from tests.word_encoder import WordEncoder

REPOSITORY = Path(__file__).resolve().parents[3]
needs_ray = pytest.mark.skipif(
    find_spec("ray") is None, reason="needs Ray, 300 MB: make ray installs it and runs this"
)


def test_without_ray_the_cure_is_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_workers, "find_spec", lambda _: None)
    with pytest.raises(ExtraMissing) as caught:
        on_ray(WordEncoder("cat"), Settings(ray="auto"))
    assert "balkanetup-search[ray]" in caught.value.cure


@pytest.mark.parametrize("address", ["127.0.0.1:{}", "ray://127.0.0.1:{}", "local", "nowhere"])
def test_an_address_that_does_not_answer_is_named_with_the_cure(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray_workers, "find_spec", lambda _: True)
    address = address.format(free_port())
    with pytest.raises(ModelError, match=f"There is no Ray cluster at {address}") as caught:
        on_ray(WordEncoder("cat"), Settings(ray=address))
    assert "ray start --head" in caught.value.cure


def test_a_worker_of_another_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray_workers, "load_encoder", lambda _: WordEncoder("cat"))
    settings = json.dumps({"data_dir": str(tmp_path)})
    assert ray_workers.encode_batch(settings, "words:cat", ["the cat"]).tolist() == [[1.0]]
    with pytest.raises(ModelError, match="encodes by words:cat, not by words:dog") as caught:
        ray_workers.encode_batch(settings, "words:dog", ["the dog"])
    assert "same version" in caught.value.cure


@pytest.mark.parametrize(
    ("texts", "cores", "size"),
    [(2_000, 2, 32), (2_000, 100, 10), (40, 2, 10), (3, 100, 1), (5, 0, 2), (0, 8, 1)],
)
def test_every_core_of_the_cluster_gets_texts(texts: int, cores: int, size: int) -> None:
    assert ray_workers.batch_size(texts, cores) == size


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Some 40 passages of as many different texts."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("lectures", "essays", "laboratories"):
        parts = [
            f"## Part {number}\n\n"
            + f"In {name} of part {number}, let {number} students talk in pairs first. " * 12
            for number in range(14)
        ]
        (folder / f"{name}.md").write_text(f"# On {name}\n\n" + "\n\n".join(parts))
    return folder


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a Ray cluster of two workers, on this machine alone."""
    port = free_port()
    folder = Path("/tmp") / f"ray-{os.getpid()}"  # its sockets need a short path
    command = [
        *(sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block"),
        *("--node-ip-address", "127.0.0.1", "--port", str(port), "--num-cpus", "2"),
        *("--min-worker-port", "0", "--max-worker-port", "0", "--temp-dir", str(folder)),
        *("--include-dashboard", "false", "--disable-usage-stats"),
    ]
    with (
        (tmp_path / "ray.log").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True) as process,
    ):
        try:
            wait_until(lambda: is_open(port) or process.poll() is not None)
            assert process.poll() is None, (tmp_path / "ray.log").read_text()
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()  # it then ends all that it started
            process.wait(20)
            for pid in processes(str(folder)):
                os.kill(pid, signal.SIGKILL)
            shutil.rmtree(folder, ignore_errors=True)


def processes(command: str) -> list[int]:
    """The ids of the processes with this in their command lines."""
    return [
        int(file.parent.name)
        for file in Path("/proc").glob("[0-9]*/cmdline")
        if command in file.read_text("utf-8", "replace").replace("\0", " ")
    ]


def wait_until(question: Callable[[], object], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not question() and time.monotonic() < until:
        time.sleep(0.02)


def everything(data_dir: Path) -> dict[str, tuple[bytes, bytes]]:
    """The vector of each passage's text, and those of its sentences."""
    with closing(Catalogue.open(data_dir)) as catalogue:
        ids, vectors = passages.vectors(catalogue)
        stored = passages.by_id(catalogue, ids.tolist())
        own = sentences.of_passages(catalogue, ids.tolist())
        texts = [stored[number].passage.text for number in ids.tolist()]
        assert len(set(texts)) == len(texts)
        return {
            text: (vector.tobytes(), own[number].vectors.tobytes())
            for number, text, vector in zip(ids.tolist(), texts, vectors, strict=True)
        }


@needs_ray
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    documents: Path, cluster: str, tmp_path: Path
) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    pipeline.run(documents, Settings(data_dir=alone, encoder="minilm"))
    shutil.copytree(alone / "models", together / "models")
    environment = {
        **os.environ,
        "BALKANETUP_DATA_DIR": str(together),
        "BALKANETUP_ENCODER": "minilm",
    }
    command = [sys.executable, "-m", "search_api.cli", "index", str(documents), "--ray", cluster]
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment) as run:
        wait_until(lambda: processes("ray::encode_batch") or run.poll() is not None)
        (victim, *_) = processes("ray::encode_batch")
        os.kill(victim, signal.SIGKILL)
        assert run.wait(120) == 0
    assert len(everything(alone)) >= 40
    assert everything(together) == everything(alone)
    assert doctor.examine(together) == []
