"""The published parallel text: whole, in the right scripts, and no judged question among it."""

import csv
import json
import re
import unicodedata
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "parallel"
COLLECTION = Path(__file__).parent / "collection"
FILES = ("lecturers", "disciplines", "strategies", "worries")
COLUMNS = ["en", "sq", "bs", "hr", "sr", "mk", "el", "bg", "ro", "sl", "tr"]
SCRIPTS = {"sr": "CYRILLIC", "mk": "CYRILLIC", "bg": "CYRILLIC", "el": "GREEK"}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_every_language_once(name: str) -> None:
    table = rows(name)
    assert len({row["en"] for row in table}) == len(table)
    for row in table:
        assert None not in row, row["en"]
        missing = {column for column in COLUMNS if not (row[column] or "").strip()}
        assert missing <= ({"bs", "ro", "sl", "tr"} if name == "lecturers" else set()), row["en"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", COLUMNS)
def test_cells_are_in_the_script_of_their_language(name: str, language: str) -> None:
    wanted = SCRIPTS.get(language, "LATIN")
    for row in rows(name):
        letters = [sign for sign in row[language] if sign.isalpha() and not sign.isascii()]
        if wanted == "LATIN":
            wrong = [sign for sign in letters if "LATIN" not in unicodedata.name(sign, "LATIN")]
            assert not wrong, (row["en"], wrong)
        elif len(row[language].split()) > 2:
            own = [sign for sign in letters if wanted in unicodedata.name(sign, "")]
            assert len(own) * 2 > sum(map(str.isalpha, row[language])), row[language]


def test_no_judged_question_is_among_it() -> None:
    questions = {
        plain(json.loads(line)["text"])
        for name in ("queries", "unanswerable")
        for line in (COLLECTION / f"{name}.jsonl").read_text("utf-8").splitlines()
    }
    for name in FILES:
        # A name of three words at most is a term that both need; anything longer is a question.
        cells = {plain(cell) for row in rows(name) for cell in row.values() if cell}
        assert {cell for cell in cells & questions if len(cell.split()) > 3} == set()
