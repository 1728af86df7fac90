"""The numbers that Prometheus collects."""

import socket
import time
from pathlib import Path

import httpx
import pytest

from indexer.errors import UsageError
from indexer.settings import Settings
from search_api.app import create_app
from search_api.operations import metrics
from tests.served import free_port, served
from tests.word_encoder import WordEncoder


def numbers(text: str) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_requests_searches_and_the_index_are_counted(
    settings: Settings, encoder: WordEncoder
) -> None:
    registry = metrics.registry_of_process(settings)
    counted = metrics.ServiceMetrics(registry)
    port = free_port()
    began = time.time()
    with (
        metrics.shown(registry, port),
        served(create_app(settings, encoder, [counted.observe])) as address,
    ):
        for question in ("silent lecture", "silent", "zzzz"):
            httpx.get(f"{address}/v1/search", params={"q": question})
        httpx.get(f"{address}/v1/search", params={"k": 99})
        httpx.get(f"{address}/v1/resources/none")
        text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    shown = numbers(text)
    search = 'balkanetup_requests_total{method="GET",route="/v1/search",status="%s"}'
    assert (shown[search % 200], shown[search % 422]) == (3, 1)
    assert shown['balkanetup_request_seconds_count{route="/v1/search"}'] == 4
    assert shown['balkanetup_refused_total{reason="not understood"}'] == 1
    assert shown["balkanetup_searches_total"] == 3
    without = [value for name, value in shown.items() if "without_result_total" in name]
    assert sum(without) == 1
    stages = {name for name in shown if name.startswith("balkanetup_search_stage_seconds_count")}
    assert {name.partition('"')[2].partition('"')[0] for name in stages} == {
        *("encode", "retrieve", "rank", "explain", "count")
    }
    assert shown["balkanetup_index_there"] == 1
    assert shown["balkanetup_index_generation"] == 1
    assert (shown["balkanetup_index_resources"], shown["balkanetup_index_files"]) == (4, 4)
    assert shown["balkanetup_index_bytes"] > 10_000
    assert 0 <= shown["balkanetup_index_age_seconds"] <= time.time() - began + 3600
    assert shown["process_resident_memory_bytes"] > 2**20
    assert "zzzz" not in text


def test_where_there_is_no_index_that_is_what_is_said(tmp_path: Path) -> None:
    (only,) = metrics.IndexCollector(tmp_path).collect()
    assert [sample.value for sample in only.samples] == [0]


def test_a_port_that_is_taken_is_an_error_with_the_cure(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        registry = metrics.registry_of_process(Settings(data_dir=tmp_path))
        with pytest.raises(UsageError, match="cannot be shown"), metrics.shown(registry, port):
            pass


def test_the_service_itself_shows_no_metrics(client: httpx.Client) -> None:
    assert client.get("/metrics").status_code == 404
