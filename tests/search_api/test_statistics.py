"""What is counted of questions: no word of them, and the sum of all workers."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.settings import Settings
from search_api.access import keys
from search_api.app import create_app
from search_api.statistics import FILE_NAME, Asked, Statistics, read
from tests.search_api.admin_service import Service, service
from tests.search_api.conftest import VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder

__all__ = ["service"]  # the fixture

QUESTION = Asked((("all", ""), ("language", "sq"), ("discipline", "053")), "nothing")
NOTHING = {"matched": 0, "nothing_close": 0, "nothing": 0}


def counted(data_dir: Path) -> Any:
    ((month, about),) = read(data_dir).items()
    assert len(month) == len("2026-11")
    return about


def test_what_two_workers_counted_is_added_up(tmp_path: Path) -> None:
    for _ in range(2):
        worker = Statistics(tmp_path)
        worker.count(QUESTION)
        worker.flush()
        worker.flush()  # what is in the file is not added once more
    assert counted(tmp_path) == {
        "all": {"": {"nothing": 2}},
        "language": {"sq": {"nothing": 2}},
        "discipline": {"053": {"nothing": 2}},
    }
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_what_the_disk_refused_is_added_later(tmp_path: Path) -> None:
    worker = Statistics(tmp_path / "later")
    worker.count(QUESTION)
    worker.flush()
    (tmp_path / "later").mkdir()
    worker.count(QUESTION)
    worker.flush()
    assert counted(tmp_path / "later")["all"] == {"": {"nothing": 2}}


def test_questions_are_counted_by_what_they_found_and_none_is_kept(service: Service) -> None:
    service.send(discipline="0533", language="en")
    with httpx.Client(base_url=service.base) as client:
        questions: tuple[dict[str, str], ...] = (
            {"q": "silent lecture", "discipline": "0533"},
            {"q": "silent lecture", "offset": "1"},  # a further page is no further question
            {"q": "my neighbour Zenel of Prizren"},
        )
        for parameters in questions:
            assert client.get("/v1/search", params=parameters).status_code == 200
    answer = service.ask("GET", "/statistics", params={"reader_language": "en"}).json()
    assert answer["counting"]
    (month,) = answer["months"]
    assert {name: month[name] for name in NOTHING} == NOTHING | {"matched": 1, "nothing_close": 1}
    physics = next(row for row in month["disciplines"] if row["value"] == "0533")
    assert (physics["label"], physics["matched"]) == ("Physics", 1)
    kept = (service.settings.data_dir / FILE_NAME).read_text()
    assert not {"silent", "Zenel", "neighbour", "Prizren"} & set(kept.replace('"', " ").split())


@pytest.mark.parametrize("counting", [True, False])
def test_nothing_is_counted_where_that_is_switched_off(tmp_path: Path, counting: bool) -> None:
    encoder = WordEncoder(*VOCABULARY)
    settings = Settings(data_dir=tmp_path / "data", engine="numpy", statistics=counting)
    with served(create_app(settings, encoder)) as base:
        here = Service(base, settings, encoder)
        here.send()
        httpx.get(f"{base}/v1/search", params={"q": "silent"})
        key = keys.create(settings.data_dir, "figures", ["statistics"], 1)[1]
        assert here.ask("GET", "/statistics", key).json()["counting"] is counting
        assert here.ask("GET", "/jobs", key).status_code == 403
    assert bool(json.loads((settings.data_dir / FILE_NAME).read_text())) if counting else True
    assert (settings.data_dir / FILE_NAME).exists() is counting
