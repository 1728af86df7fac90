"""The commands, as a maintainer types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.quality.laboratory.bridge.__main__ import app

LINES = {
    "sq": ["Studenti shkruan një letër në bibliotekë sot.", "Mësuesi lexon librin në klasë sot."],
    "sr": ["Студент данас пише писмо у библиотеци.", "Наставник данас чита књигу у учионици."],
}
ENGLISH = ["The student writes a letter in the library today.", "The teacher reads the book today."]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A few pairs, numbered so that some of them are held out."""
    folder = tmp_path / "data"
    folder.mkdir()
    rows = [
        f"{language}\t{english} ({number})\t{other} ({number})"
        for number in range(120)
        for language, others in LINES.items()
        for english, other in zip(ENGLISH, others, strict=True)
    ]
    (folder / "made.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.mark.slow
def test_eval_prints_one_row_per_language_and_json(data: Path, tmp_path: Path) -> None:
    arguments = ["eval", "--data", str(data), "--cache", str(tmp_path / "cache")]
    shown = CliRunner().invoke(app, arguments)
    assert shown.exit_code == 0, shown.output
    assert "sq - en" in shown.output
    assert "sr - en" in shown.output
    scores = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    assert [score["language"] for score in scores] == ["sq", "sr"]
    assert all(0 <= score["top1"] <= score["recall10"] <= 1 for score in scores)


def test_terms_prints_english_words() -> None:
    shown = CliRunner().invoke(app, ["terms", "Где је библиотека?", "--limit", "3"])
    assert shown.exit_code == 0, shown.output
    assert "library" in shown.output.split()
