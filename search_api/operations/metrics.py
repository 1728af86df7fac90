"""Metrics for Prometheus, at a port of their own of this machine. The home of prometheus_client.

A port of their own (BALKANETUP_METRICS_PORT, off by default), bound to 127.0.0.1: no proxy can
pass them on by mistake, no key is needed, and they are answered also where the service refuses
requests because it is busy. With several workers, each writes its numbers to a file that is
mapped into memory, and the process that watches over them adds them up.
"""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from indexer.catalogue import Catalogue
from indexer.errors import BalkanetupError, UsageError
from indexer.settings import Settings
from indexer.storage import generations, manifests
from indexer.storage.secrets import place
from search_api.operations import store_trouble
from search_api.operations.observing import Finished

HOST = "127.0.0.1"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# Which statuses say that a request was refused for its own sake or ours, and why.
_REFUSALS = {
    401: "no key",
    403: "not allowed",
    408: "too slow",
    413: "too large",
    422: "not understood",
    429: "too often",
    503: "busy or no index",
}


class ServiceMetrics:
    """What one process counts of its requests and searches."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        """Count into `registry`; into one of its own where other processes read the numbers."""
        registry = registry or CollectorRegistry()

        def histogram(name: str, help_: str, *labels: str) -> Histogram:
            return Histogram(name, help_, labels, buckets=_SECONDS, registry=registry)

        def counter(name: str, help_: str, *labels: str) -> Counter:
            return Counter(name, help_, labels, registry=registry)

        self._requests = counter(
            "balkanetup_requests", "Requests answered.", "method", "route", "status"
        )
        self._refused = counter("balkanetup_refused", "Requests refused, by reason.", "reason")
        self._seconds = histogram(
            "balkanetup_request_seconds", "Time from a request to the end of its answer.", "route"
        )
        self._stages = histogram(
            "balkanetup_search_stage_seconds", "Time that a stage of a search takes.", "stage"
        )
        self._searches = counter("balkanetup_searches", "Searches answered.")
        self._without = counter(
            "balkanetup_searches_without_result", "Searches that found nothing close.", "kind"
        )

        self._words_only = counter(
            "balkanetup_searches_by_words_only", "Searches without the server of the vectors."
        )
        self._damaged = Gauge(
            "balkanetup_index_damaged",
            "Whether files of the index are damaged, when they were last read in full.",
            registry=registry,
            multiprocess_mode="mostrecent",
        )

    def tell_damage(self, damaged: bool) -> None:
        """Note what the last check of the index found."""
        self._damaged.set(damaged)

    def observe(self, finished: Finished) -> None:
        """Count an answered request, and the search in it."""
        route = finished.route or "none"
        self._requests.labels(finished.method, route, str(finished.status)).inc()
        self._seconds.labels(route).observe(finished.seconds)
        if finished.status in _REFUSALS:
            self._refused.labels(_REFUSALS[finished.status]).inc()
        if finished.answer is None:
            return
        self._searches.inc()
        for stage, seconds in finished.answer.stages.items():
            self._stages.labels(stage).observe(seconds)
        if not finished.answer.hits:
            self._without.labels("nothing").inc()
        elif finished.answer.nothing_close:
            self._without.labels("nothing close").inc()
        if finished.answer.words_only:
            self._words_only.inc()


class IndexCollector(Collector):
    """The published index, looked at whenever somebody asks."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield its number, age and size; where there is none, only that it is not there."""
        try:
            facts = self._facts()
        except (BalkanetupError, OSError):
            facts = {}
        there = 1 if facts else 0
        yield GaugeMetricFamily("balkanetup_index_there", "Whether there is an index.", value=there)
        for name, (help_, value) in facts.items():
            yield GaugeMetricFamily(f"balkanetup_index_{name}", help_, value=value)

    def _facts(self) -> dict[str, tuple[str, float]]:
        manifest = generations.check_current(self._data_dir)
        folder = generations.folder_of(self._data_dir, manifest.name)
        files = [file.stat() for file in folder.iterdir()]
        with closing(Catalogue.open_copy(folder / manifests.CATALOGUE)) as copy:
            counts = copy.counts()
        published = generations.published(self._data_dir, manifest.name)
        return {
            "generation": ("Number of the current generation.", int(manifest.name)),
            "revision": ("Revision of the catalogue it is a copy of.", manifest.revision),
            "age_seconds": ("Time since it was published.", max(0.0, time.time() - published)),
            "bytes": ("Size of its files.", sum(file.st_size for file in files)),
            "resources": ("Resources in it.", counts["resources"]),
            "passages": ("Passages in it.", counts["passages"]),
            "files": ("Files it accounts for.", counts["files"]),
        }


class StoreCollector(Collector):
    """The store that a replica follows; nothing where it follows none."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield for how long what it has could not be taken over."""
        if not self._settings.pull_from:
            return
        trouble = store_trouble.read(self._settings)
        seconds = time.time() - trouble.since.timestamp() if trouble else 0.0
        gauge = GaugeMetricFamily(
            "balkanetup_store_failing_seconds",
            "Time since what the store has could no longer be taken over; 0 while it can.",
            labels=["store"],
        )
        gauge.add_metric([place(self._settings.pull_from)], max(0.0, seconds))
        yield gauge


def registry_of_process(settings: Settings) -> CollectorRegistry:
    """Return what a service in a single process shows: index, store, and the process itself."""
    registry = _registry_of_data(settings)
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    return registry


def registry_of_workers(settings: Settings, numbers: Path) -> CollectorRegistry:
    """Return what a service in several processes shows: the sum of what they write to `numbers`."""
    registry = _registry_of_data(settings)
    MultiProcessCollector(registry, path=str(numbers))  # type: ignore[no-untyped-call]  # theirs
    return registry


def _registry_of_data(settings: Settings) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(IndexCollector(settings.data_dir))
    registry.register(StoreCollector(settings))
    return registry


@contextmanager
def shown(registry: CollectorRegistry, port: int) -> Iterator[None]:
    """Answer http://127.0.0.1:port/metrics for the length of the block. Raises UsageError."""
    try:
        server, thread = start_http_server(port, addr=HOST, registry=registry)
    except OSError as problem:
        raise UsageError(
            f"The metrics cannot be shown at {HOST}:{port}: {problem.strerror}.",
            cure="Choose another port with BALKANETUP_METRICS_PORT, or 0 for none.",
        ) from problem
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
