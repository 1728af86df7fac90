"""The service in this process, or in several that this one watches over."""

import logging
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from indexer.processes import ending_with
from indexer.settings import Settings
from indexer.text import dictionaries
from search_api.app import create_app
from search_api.following import following
from search_api.operations import checking, logs, numbers
from search_api.operations.observing import Observer
from search_api.starting import require_free
from search_api.traffic import stopping

if TYPE_CHECKING:
    from search_api.operations.metrics import ServiceMetrics

_log = logging.getLogger(__name__)
_BUSY_SECONDS = 60  # without a sign of life: then a worker hangs, and is replaced
# How long a search may hold the interpreter while the event loop waits, which answers /healthz.
# Each thing that it reads or writes waits so long, times the threads: hence also few of these.
_SWITCH_SECONDS = 0.0002
_PARENT = "BALKANETUP_PARENT"  # process id of what watches over the workers
_NUMBERS = "PROMETHEUS_MULTIPROC_DIR"  # where prometheus_client lets workers write


def serve(settings: Settings) -> None:
    """Answer on http://host:port until stopped, in one process or in several."""
    require_free(settings.host, settings.port, "BALKANETUP_PORT")
    if settings.metrics_port:
        require_free("127.0.0.1", settings.metrics_port, "BALKANETUP_METRICS_PORT")
    logs.configure()
    sys.setswitchinterval(_SWITCH_SECONDS)
    _write_dictionaries(settings.data_dir / "models")
    with following(settings):
        if settings.workers > 1:
            _serve_in_workers(settings)
        else:
            _serve_here(settings)


def _write_dictionaries(models: Path) -> None:
    """Begin to write what no run wrote yet; where that fails, the log says so."""

    def log(writing: dictionaries.Writing) -> None:
        for note in writing.notes():
            _log.warning("%s", note)

    if writing := dictionaries.start_writing(models):
        Thread(target=log, args=(writing,), daemon=True).start()


def _serve_here(settings: Settings) -> None:
    with ExitStack() as stack:
        counted = None
        if settings.metrics_port:
            from search_api.operations import metrics

            registry = metrics.registry_of_process(settings)
            counted = metrics.ServiceMetrics(registry)
            stack.enter_context(metrics.shown(registry, settings.metrics_port))
        stopping.run(_service(settings, counted), 1, **_how(settings))


def _serve_in_workers(settings: Settings) -> None:
    """Let several processes answer at one port. This one starts a new one where one ends."""
    os.environ["BALKANETUP_WORKERS"] = str(settings.workers)  # the workers read the environment
    os.environ["BALKANETUP_THREADS"] = str(settings.threads or _threads_of(settings.workers))
    os.environ[_PARENT] = str(os.getpid())
    with ExitStack() as stack:
        if settings.metrics_port:
            os.environ[_NUMBERS] = written = stack.enter_context(numbers.folder())
            from search_api.operations import metrics

            registry = metrics.registry_of_workers(settings, Path(written))
            stack.enter_context(metrics.shown(registry, settings.metrics_port))
        stopping.run(
            "search_api.serving:worker",
            settings.workers,
            timeout_worker_healthcheck=_BUSY_SECONDS,
            **_how(settings),
        )


def _threads_of(workers: int) -> int:
    """Return how many threads of the encoder each worker has, so that all share the cores."""
    return max(1, (os.cpu_count() or 1) // workers)


def worker() -> FastAPI:
    """Return the service of one worker among several. It ends when its parent does."""
    if ask_the_kernel := ending_with(int(os.environ[_PARENT])):
        ask_the_kernel()
    settings = Settings()
    logs.configure()
    sys.setswitchinterval(_SWITCH_SECONDS)
    counted = None
    if settings.metrics_port:
        from search_api.operations import metrics  # finds in the environment where to write

        counted = metrics.ServiceMetrics()
    return _service(settings, counted)


def _service(settings: Settings, counted: "ServiceMetrics | None") -> FastAPI:
    """Return the service with what is observed of it, and its index checked beside the answers."""
    observers: list[Observer] = [logs.write_access] if settings.access_log else []
    if counted:
        observers.append(counted.observe)
    app = create_app(settings, observers=observers)
    tell = counted.tell_damage if counted else None
    checking.start(app.state.index_reader, settings.data_dir, tell)
    return app


def _how(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "log_level": "warning",
        "log_config": None,  # ours
        "access_log": False,  # ours: without what is asked
        "server_header": False,
        "proxy_headers": False,  # the application itself believes the proxies of the settings
        "http": stopping.DrainingProtocol,
    }
