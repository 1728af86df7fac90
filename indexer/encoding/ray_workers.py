"""Passages encoded by the workers of a Ray cluster; everything else is done here.

Only the encoding is handed out: this process alone reads the plan and writes the catalogue, so a
batch that is computed twice, because a worker died over it, is still stored once. A text's
vector does not depend on the texts beside it, so the vectors are those of a run without a cluster.
"""

import fcntl
import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from indexer.encoding.base import EncodedQuestion, Encoder, Vectors
from indexer.encoding.load import load_encoder
from indexer.errors import BalkanetupError, ExtraMissing, ModelError
from indexer.settings import Settings

_LARGEST = 32  # texts of a task: some seconds of one core
_TASKS_OF_A_CORE = 2  # at least, where there are texts enough: so none waits long for the last
# What a worker is told of the settings: nothing that is secret, or of this machine alone.
_OF_ENCODERS = ("data_dir", "encoder", "encoder_revision", "query_prefix", "passage_prefix")
_TRIES = 5  # workers that may end over one batch before it is given up
_PATIENCE = 5.0  # seconds for an address to answer
_CURE = "Start it: ray start --head; name it, HOST:PORT or auto; or index without --ray."


def on_ray(encoder: Encoder, settings: Settings) -> Encoder:
    """Return `encoder` with its passages encoded by the cluster at `settings.ray`.

    Raises ExtraMissing where Ray is not installed, ModelError where the address does not answer.
    """
    _connect(settings.ray)
    return RayEncoder(encoder, settings)


class RayEncoder:
    """Satisfies indexer.encoding.base.Encoder. Needs a connection to a cluster."""

    def __init__(self, encoder: Encoder, settings: Settings) -> None:
        """`encoder` answers what is no passage. Each worker opens that of `settings` for itself."""
        import ray

        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self._encoder = encoder
        here = settings.model_copy(update={"data_dir": settings.data_dir.resolve()})
        self._settings = here.model_dump_json(include=set(_OF_ENCODERS))
        self._task = ray.remote(num_cpus=1, max_retries=_TRIES)(encode_batch)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension), rows of length 1, in the order of `texts`.

        Raises ModelError where a batch fails, or the cluster is lost.
        """
        import ray

        with _explained():
            resources: Callable[[], dict[str, float]] = ray.cluster_resources
            size = batch_size(len(texts), int(resources().get("CPU", 1)))
            waiting = [
                self._task.remote(self._settings, self.fingerprint, list(texts[at : at + size]))
                for at in range(0, len(texts), size)
            ]
            vectors: list[Vectors] = ray.get(waiting)
        return np.concatenate([np.zeros((0, self.dimension), np.float32), *vectors])

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return what the encoder here makes of a question."""
        return self._encoder.encode_question(text)

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those of the folded words that the encoder here knows."""
        return self._encoder.known_words(folded)


def batch_size(texts: int, cores: int) -> int:
    """Return how many of so many texts a worker gets at a time, so that all cores have some."""
    return max(1, min(_LARGEST, texts // (_TASKS_OF_A_CORE * max(1, cores))))


def encode_batch(settings: str, fingerprint: str, texts: list[str]) -> Vectors:
    """Return the vectors of some texts, shape (len(texts), dimension); runs in a worker.

    `settings` are those of the encoder, in JSON. Raises ModelError where the worker's encoder is
    another than the one with `fingerprint`.
    """
    encoder = _worker_encoder(settings)
    if encoder.fingerprint != fingerprint:
        raise ModelError(
            f"The worker on {socket.gethostname()} encodes by {encoder.fingerprint},"
            f" not by {fingerprint}.",
            cure="Install the same version of balkanetup-search there.",
        )
    return encoder.encode_passages(texts)


@cache
def _worker_encoder(settings: str) -> Encoder:
    """Return this worker's encoder, on one thread: Ray starts a worker for each core.

    Its models are those of the index where that folder is here too, else in the user's cache.
    """
    wanted = Settings(**json.loads(settings))
    data_dir = wanted.data_dir
    if not data_dir.is_dir():
        data_dir = Path.home() / ".cache" / "balkanetup"
        data_dir.mkdir(parents=True, exist_ok=True)
    here = wanted.model_copy(update={"data_dir": data_dir, "threads": 1})
    with (data_dir / "MODELS").open("w") as lock:  # one worker of a machine makes the models
        fcntl.flock(lock, fcntl.LOCK_EX)
        encoder = load_encoder(here)
        encoder.encode_passages(["one", "један"])  # opens both halves
    return encoder


def _connect(address: str) -> None:
    if find_spec("ray") is None:
        raise ExtraMissing(
            "Encoding on other machines needs Ray, which is not installed.",
            cure="Install it, there too: pip install 'balkanetup-search[ray]'",
        )
    _refuse_silent(address)
    import ray

    with _explained(f"There is no Ray cluster at {address}"):
        ray.init(address, ignore_reinit_error=True, configure_logging=False, log_to_driver=False)


def _refuse_silent(address: str) -> None:
    """Raise ModelError where nothing listens: Ray itself would go on trying for a minute.

    Nor may it start a cluster of its own (`local`), which would report to its makers.
    """
    if address == "auto":
        return
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        if not port.isdigit():
            raise ConnectionError("it has no port")
        socket.create_connection((host, int(port)), _PATIENCE).close()
    except OSError as problem:
        what = f"There is no Ray cluster at {address}: {problem}."
        raise ModelError(what, cure=_CURE) from problem


@contextmanager
def _explained(what: str = "The Ray cluster does not encode") -> Iterator[None]:
    """Turn Ray's errors into ours; a worker's own error passes as it is."""
    import ray

    try:
        yield
    except ray.exceptions.RayTaskError as problem:
        if isinstance(problem.cause, BalkanetupError):
            raise problem.cause from problem
        raise ModelError(f"{what}: {problem.cause}.", cure=_CURE) from problem
    except (ray.exceptions.RayError, OSError, ImportError, RuntimeError, ValueError) as problem:
        reason = (str(problem).strip().splitlines() or [repr(problem)])[0]
        raise ModelError(f"{what}: {reason}", cure=_CURE) from problem
