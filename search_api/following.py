"""The service of a replica: it follows a store, and answers from what was pushed there last."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from indexer.disk import explained
from indexer.errors import BalkanetupError, StoreError
from indexer.settings import Settings
from indexer.storage import generations
from indexer.storage.polling import repeat
from indexer.storage.pull import pull
from indexer.storage.store import Store
from search_api.operations import store_trouble

_STOP_SECONDS = 5
_NOT_YET = (
    "Nothing has come from %s within %g s. Answering 503 until it has; the pull goes on. "
    "Look whether the store answers; a first pull is given more time by BALKANETUP_STORE_SECONDS."
)
_log = logging.getLogger(__name__)


@contextmanager
def following(settings: Settings) -> Iterator[None]:
    """Pull what is new from the store of the settings, where they name one, during the block.

    Where nothing is here yet, the block waits for the first pull, as long as the settings give a
    store to answer. Raises UsageError and ExtraMissing; a store that refuses is logged, noted for
    /readyz and the metrics, and asked again.
    """
    if not settings.pull_from:
        yield
        return
    store, stop, tried = Store(settings.pull_from, settings.store_seconds), Event(), Event()

    def step() -> None:
        try:
            _pull(settings, store)
        finally:
            tried.set()

    thread = Thread(target=repeat, args=(step, settings.pull_seconds, stop, _log_it), daemon=True)
    thread.start()
    if not generations.names(settings.data_dir) and not tried.wait(settings.store_seconds):
        _log.warning(_NOT_YET, store.shown, settings.store_seconds)
    try:
        yield
    finally:
        stop.set()
        thread.join(_STOP_SECONDS)


def _pull(settings: Settings, store: Store) -> None:
    """Pull what is new; note what is wrong with it. Raises BalkanetupError."""
    try:
        pulled = pull(settings.data_dir, store, thorough=False)
    except Exception as problem:
        ours = _as_ours(problem)
        store_trouble.note(settings, ours)
        raise ours from problem
    store_trouble.over(settings)
    if pulled.new:
        _log.info("Generation %s came from %s.", pulled.name, store.shown)


def _as_ours(problem: Exception) -> BalkanetupError:
    """Return any failure as one of our errors: the next step is done after all of them."""
    if isinstance(problem, BalkanetupError):
        return problem
    if isinstance(problem, OSError | MemoryError):
        return explained(problem)
    _log.error("A pull failed", exc_info=problem)
    return StoreError(f"A pull failed: {problem!r}.", cure="Tell the maintainer what the log says.")


def _log_it(problem: BalkanetupError) -> None:
    _log.warning("%s Answering from what is here. %s", problem.message, problem.cure)
