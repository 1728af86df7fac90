"""All resources in a table, what is not known of them, and putting many right at once."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from indexer.metadata.fields import FIELDS
from tests.indexer.commands.calling import call, flat
from tests.indexer.conftest import Workshop


@pytest.fixture
def described(maintained: Workshop) -> Workshop:
    maintained.write("a.md", "---\ntitle: Čet\nyear: 2020\nlanguage: sr-Latn\n---\nThe cat.")
    maintained.write("b.md", "---\ntitle: Dogs\nauthors: [A. B., C. D.]\n---\nThe dog.")
    call("index", maintained.folder)
    return maintained


def listed(*arguments: str) -> list[Any]:
    return list(json.loads(call("resource", "list", "--json", *arguments).stdout))


def test_all_are_listed_by_title(described: Workshop) -> None:
    assert [(row["id"], row["year"]) for row in listed()] == [("b", None), ("a", 2020)]
    text = call("resource", "list").stdout
    assert "Čet  [a]\n  sr-Latn, 2020  a.md" in text
    assert text.endswith("2 resources.\n")


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--lacking", "year"], ["b"]),
        (["--lacking", "author", "--lacking", "licence"], ["a"]),
        (["--filter", "language=sr-Latn"], ["a"]),
        (["--filter", "year=2020", "--filter", "year=2021"], ["a"]),
        (["--filter", "year=2021"], []),
    ],
)
def test_filters(described: Workshop, arguments: list[str], ids: list[str]) -> None:
    assert [row["id"] for row in listed(*arguments)] == ids


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["--lacking", "colour"], "Use title, author"),
        (["--filter", "colour=red"], "facets are author"),
        (["--filter", "language"], "Write FACET=VALUE"),
    ],
)
def test_what_does_not_exist_is_refused(
    described: Workshop, arguments: list[str], cure: str
) -> None:
    result = call("resource", "list", *arguments)
    assert result.exit_code == 2
    assert cure in flat(result.stderr)


def test_what_is_unknown_is_counted_for_every_field(described: Workshop) -> None:
    answer = json.loads(call("resource", "unknown", "--json").stdout)
    assert answer["resources"] == 2
    assert list(answer["unknown"]) == [field.option for field in FIELDS if field.option]
    assert (answer["unknown"]["year"], answer["unknown"]["title"]) == (1, 0)
    assert "year                 1 of 2" in call("resource", "unknown").stdout


def test_the_table_put_right_in_a_spreadsheet_describes_the_files(described: Workshop) -> None:
    file = described.folder / "manifest.csv"
    call("resource", "list", "--csv", file)
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row["authors"] for row in rows] == ["A. B.; C. D.", ""]
    for row in rows:
        row["institution"] = "Универзитет"
    with file.open("w", encoding="cp1251", newline="") as stream:  # as Excel may save it
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows([{**row, "title": row["title"].replace("Č", "C")} for row in rows])
    assert call("index", described.folder).exit_code == 0
    assert [(row["institution"], row["authors"]) for row in listed()] == [
        ("Универзитет", []),
        ("Универзитет", ["A. B.", "C. D."]),
    ]


def test_several_resources_are_corrected_at_once(described: Workshop) -> None:
    result = call("resource", "edit", "a", "b", "a", "--year", "2011", "--json")
    assert [facts["id"] for facts in json.loads(result.stdout)] == ["a", "b"]
    assert [row["year"] for row in listed()] == [2011, 2011]
    assert call("resource", "edit", "a", "none", "--year", "2012").exit_code == 1
    assert [row["year"] for row in listed()] == [2011, 2011]  # all or none


def test_every_field_explains_itself(tmp_path: Path) -> None:
    text = flat(call("resource", "edit", "--help").stdout)
    assert all(field.help for field in FIELDS if field.option)
    assert "One of: on-site, online, blended, any." in text.replace(" │ │ ", " ")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("nurs", "0913"), ("медицин", "0912"), ("0913", "0913"), ("BABIŠTVO", "0913")],
)
def test_vocabularies_are_searched_in_every_language(words: str, wanted: str) -> None:
    concepts = json.loads(call("vocab", "show", "isced_f", "--find", words, "--json").stdout)
    assert wanted in [concept["id"] for concept in concepts]
    assert len(concepts) < 20


def test_a_word_that_no_concept_has_is_said_so() -> None:
    result = call("vocab", "show", "mode", "--find", "zzz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "balkanetup vocab show mode" in flat(result.stderr)
