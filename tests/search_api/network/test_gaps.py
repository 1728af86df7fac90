"""What the collection lacks: counts that can be worked out by hand."""

import csv
import io
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from indexer.catalogue import Catalogue
from indexer.settings import Settings
from search_api.cli import app
from search_api.network.gaps import gaps
from tests.search_api.network.test_people import got


def cell(answer: Any, row: str, column: str) -> Any:
    at = [line["value"] for line in answer["rows"]].index(row)
    below = [line["value"] for line in answer["columns"]].index(column)
    return answer["cells"][at][below]


def test_works_are_counted_by_field_and_family_of_strategies(asked: httpx.Client) -> None:
    answer = got(asked, "/v1/gaps")
    assert (answer["rows_by"], answer["columns_by"], answer["works"]) == (
        "discipline",
        "strategy",
        4,
    )
    assert len(answer["rows"]) == 11  # the broad fields, also those without a work
    assert cell(answer, "05", "active-lectures") == 1
    assert cell(answer, "05", "assessment-for-learning") == 0
    assert cell(answer, "02", "assessment-for-learning") == 1
    assert answer["counted_since"] is None


def test_institutions_are_counted_by_their_names_in_the_directory(asked: httpx.Client) -> None:
    answer = got(asked, "/v1/gaps", rows="institution", columns="language")
    assert cell(answer, "university-of-zagreb", "en") == 1
    assert "University of Zagreb" in [line["label"] for line in answer["rows"]]


def test_what_to_write_next_has_no_work_yet(asked: httpx.Client) -> None:
    answer = got(asked, "/v1/gaps")
    every = got(asked, "/v1/gaps", detail="full")
    pairs = [(it["row"]["value"], it["column"]["value"]) for it in answer["write_next"]]
    assert pairs
    assert {cell(every, *pair) for pair in pairs} == {0}
    assert answer["write_next"][0]["expected"] == 0.5  # of 4 works 2 are in 05, 1 has the strategy


def test_questions_are_shown_only_from_five_on(network: Settings) -> None:
    counts = {
        "2026-10": {"discipline": {"0913": {"nothing_close": 3}, "0533": {"matched": 40}}},
        "2026-11": {
            "discipline": {"0913": {"nothing_close": 1, "nothing": 1}, "0411": {"nothing": 4}}
        },
    }
    catalogue = Catalogue.open(network.data_dir)
    lacking = gaps(catalogue, counts, ("discipline", "strategy"))  # type: ignore[arg-type]  # words
    catalogue.close()
    unanswered = {line.value: line.unanswered for line in lacking.rows}
    assert (unanswered["09"], unanswered["04"], unanswered["05"]) == (5, None, None)


def test_a_table_for_a_spreadsheet(asked: httpx.Client) -> None:
    response = asked.get("/v1/gaps", params={"format": "csv", "columns": "language"})
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][0] == "discipline / language"
    assert rows[0][-2:] == ["works", "unanswered"]
    assert [row[-2] for row in rows if row[0].startswith("Natural sciences")] == ["2"]
    assert "attachment" in response.headers["content-disposition"]


@pytest.mark.parametrize("params", [{"rows": "strategy"}, {"rows": "year"}, {"detail": "tiny"}])
def test_what_makes_no_matrix_is_refused(asked: httpx.Client, params: dict[str, str]) -> None:
    assert asked.get("/v1/gaps", params=params).status_code == 422


@pytest.mark.usefixtures("command_line")
def test_the_command_prints_the_same() -> None:
    shown = CliRunner().invoke(app, ["gaps", "--rows", "language", "--columns", "discipline"])
    assert (shown.exit_code, "Albanian" in shown.stdout) == (0, True)
    table = CliRunner().invoke(app, ["gaps", "--csv", "-"])
    assert "discipline / strategy;" in table.stdout
