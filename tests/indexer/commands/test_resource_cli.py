"""`balkanetup resource show` and `edit`: what is printed where, and how they end."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from indexer.commands.resource import app
from tests.indexer.conftest import Workshop

CATS = '---\ntitle: Cats\nyear: 2020\ndiscipline: "0841"\nlanguage: en\n---\nThe cat sleeps.'


@pytest.fixture
def shop(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """An index with a resource and its translation, which the commands find and can encode for."""
    workshop.be_found(monkeypatch)
    workshop.write("cats.md", CATS)
    workshop.write("macet.md", "---\ntitle: Macet\nlanguage: sq\ntranslation_of: cats\n---\nMacja.")
    workshop.run()
    return workshop


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def answer_to(*words: str) -> Any:
    result = call(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.usefixtures("shop")
def test_show_says_where_every_value_came_from() -> None:
    answer = answer_to("show", "cats")
    assert answer["id"] == answer["work"] == "cats"
    assert answer["file"]["path"] == "cats.md"
    assert answer["fields"]["year"] == {
        "value": 2020,
        "source": "front matter",
        "instead_of": None,
    }
    assert [(version["id"], version["relation"]) for version in answer["versions"]] == [
        ("cats", "original"),
        ("macet", "translation"),
    ]
    text = call("show", "cats").stdout
    assert "disciplines    0841 (Veterinary)  (front matter)" in text
    assert "translation sq" in text


@pytest.mark.usefixtures("shop")
def test_edit_corrects_and_shows_the_correction() -> None:
    answer = answer_to(
        "edit", "cats", "--discipline", "Physics", "--unset", "year", "--title", "Dogs"
    )
    assert answer["fields"]["disciplines"] == {
        "value": ["0533"],
        "source": "correction",
        "instead_of": {"value": ["0841"], "source": "front matter"},
    }
    assert answer["fields"]["year"]["value"] is None
    assert answer_to("show", "cats")["fields"]["title"]["value"] == "Dogs"
    text = call("show", "cats").stdout
    assert "year           (nothing)  (correction), instead of: 2020 (front matter)" in text
    back = answer_to("edit", "cats", "--revert", "year", "--revert", "title")
    assert back["fields"]["year"]["value"] == 2020
    assert back["fields"]["title"] == {
        "value": "Cats",
        "source": "front matter",
        "instead_of": None,
    }


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("edit", "cats"), 2, "There is nothing to correct."),
        (("edit", "cats", "--discipline", "0549"), 2, "Nearest: 054 (Math"),
        (("edit", "cats", "--discipline", "9999"), 2, "vocab show isced_f"),
        (("edit", "cats", "--strategy", "jigsow"), 2, "jigsaw (Jigsaw"),
        (("edit", "cats", "--unset", "colour"), 2, "class-size"),
        (("edit", "cats", "--year", "2020", "--unset", "year"), 2, "given twice"),
        (("edit", "cats", "--title", ""), 2, "--unset title"),
        (("edit", "dogs", "--year", "2020"), 1, "There is no resource 'dogs'"),
        (("show", "dogs"), 1, "There is no resource 'dogs'"),
    ],
)
def test_what_cannot_be_done_is_told_on_standard_error(
    words: tuple[str, ...], code: int, said: str
) -> None:
    result = call(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_a_correction_is_published(shop: Workshop) -> None:
    before = (shop.settings.data_dir / "CURRENT").read_text(encoding="utf-8")
    answer_to("edit", "cats", "--year", "2021")
    assert (shop.settings.data_dir / "CURRENT").read_text(encoding="utf-8") > before


def test_without_an_index_the_command_to_run_is_told(
    monkeypatch: pytest.MonkeyPatch, workshop: Workshop
) -> None:
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(workshop.settings.data_dir))
    result = call("edit", "cats", "--year", "2020")
    assert result.exit_code == 1
    assert "balkanetup index" in result.stderr
    assert not workshop.settings.data_dir.exists()
