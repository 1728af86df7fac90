"""The service of a replica: it follows a store, and answers from what was pushed there last."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from indexer.errors import BalkanetupError
from indexer.settings import Settings
from indexer.storage import generations
from indexer.storage.polling import repeat
from indexer.storage.pull import pull
from indexer.storage.store import Store

_STOP_SECONDS = 5
_log = logging.getLogger(__name__)


@contextmanager
def following(settings: Settings) -> Iterator[None]:
    """Pull what is new from the store of the settings, where they name one, during the block.

    Where nothing is here yet, the block waits for the first pull. Raises UsageError and
    ExtraMissing; a store that refuses is logged and asked again.
    """
    if not settings.pull_from:
        yield
        return
    store, stop, tried = Store(settings.pull_from), Event(), Event()

    def step() -> None:
        try:
            pulled = pull(settings.data_dir, store, thorough=False)
        finally:
            tried.set()
        if pulled.new:
            _log.info("Generation %s came from %s.", pulled.name, store.shown)

    thread = Thread(target=repeat, args=(step, settings.pull_seconds, stop, _log_it), daemon=True)
    thread.start()
    if not generations.names(settings.data_dir):
        tried.wait()
    try:
        yield
    finally:
        stop.set()
        thread.join(_STOP_SECONDS)


def _log_it(problem: BalkanetupError) -> None:
    _log.warning("%s Answering from what is here. %s", problem.message, problem.cure)
