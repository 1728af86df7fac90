"""What `vocab check` finds in a data file that somebody edited badly, and the commands."""

import json

import pytest
from typer.testing import CliRunner

from indexer.commands.vocabulary import app
from indexer.taxonomy.check import check_data
from indexer.taxonomy.yaml_files import parse
from indexer.text.scripts import foreign_letters, to_gaj_latin

GOOD = """\
vocabulary:
  title: Colours

red: {en: Red, sq: E kuqe, bs: Crvena, hr: Crvena, sr-Cyrl: Црвена, mk: Црвена, el: Κόκκινο,
  bg: Червен}
"""


def findings_in(extra: str) -> list[tuple[int, str, str]]:
    problems = check_data(parse("colours", GOOD + extra))
    return [(problem.line, problem.concept, problem.what) for problem in problems]


def blue(**changes: str) -> str:
    labels = {"en": "Blue", "sq": "Blu", "bs": "Plava", "hr": "Modra", "sr-Cyrl": "Плава"}
    labels |= {"mk": "Сина", "el": "Μπλε", "bg": "Син"} | changes
    return "blue: {" + ", ".join(f"{key}: {value}" for key, value in labels.items()) + "}\n"


def test_a_good_file_has_no_findings() -> None:
    assert findings_in(blue()) == []


def test_a_missing_label_names_the_line_and_the_language() -> None:
    line = blue().replace("mk: Сина, ", "")
    assert findings_in(line) == [(6, "blue", "no label in mk.")]


def test_an_id_that_stands_twice() -> None:
    assert findings_in(blue() + blue(en="Azure")) == [(7, "blue", "this id stands twice.")]


def test_an_unknown_parent() -> None:
    assert findings_in(blue(parent="sky")) == [(6, "blue", "its parent 'sky' is unknown.")]


def test_a_circle_of_parents() -> None:
    assert findings_in(blue(parent="blue")) == [(6, "blue", "it stands above itself.")]


def test_a_name_of_two_concepts() -> None:
    assert findings_in(blue(bg="Син | ЧЕРВЕН")) == [
        (6, "blue", "the bg name 'cerven' also belongs to red.")
    ]


def test_letters_of_a_neighbouring_alphabet() -> None:
    what = "the mk label has letters that are not its own: ћ."
    assert findings_in(blue(mk="Сиња боја ноћ")) == [(6, "blue", what)]


@pytest.mark.parametrize(
    ("text", "language", "letters"),
    [
        ("Лиценца Apache 2.0", "sr-Cyrl", ""),
        ("Наставa", "sr-Cyrl", "a"),  # the last letter is a Latin a
        ("Nastava", "sr-Cyrl", "anstv"),
        ("Ъгъл", "mk", "ъ"),
        ("Ученье", "sr-Cyrl", "ь"),
        ("Mësimdhënia", "sq", ""),
        ("Mësimdhënia", "hr", "ë"),
        ("Učenje", "hr", ""),
        ("Μάθηση", "el", ""),
        ("Mάθηση", "el", "m"),  # the capital is Latin
    ],
)
def test_foreign_letters(text: str, language: str, letters: str) -> None:
    assert foreign_letters(text, language) == letters


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Вршњачка настава", "Vršnjačka nastava"),
        ("Љубав, НАЊ, ЊЕГОШ и Џеп", "Ljubav, NANJ, NJEGOŠ i Džep"),
        ("ћирилица жђчш", "ćirilica žđčš"),
        ("peer instruction", "peer instruction"),
    ],
)
def test_serbian_in_latin(cyrillic: str, latin: str) -> None:
    assert to_gaj_latin(cyrillic) == latin


def test_a_broken_file_is_named_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"colours\.yaml, line 6: .*key: value"):
        parse("colours", GOOD + "blue: Blue\n")
    with pytest.raises(ValueError, match=r"colours\.yaml: "):
        parse("colours", GOOD + "blue: {\n")


def test_codes_and_the_word_no_stay_text() -> None:
    data = parse("codes", '"0533": {en: no}\n0541: {en: 0x10}\n')
    assert [(entry.id, entry.fields) for entry in data.entries] == [
        ("0533", {"en": "no"}),
        ("0541", {"en": "0x10"}),
    ]


def test_the_command_lists_the_vocabularies() -> None:
    result = CliRunner().invoke(app, ["--json"])
    listed = {entry["name"]: entry["concepts"] for entry in json.loads(result.stdout)}
    assert result.exit_code == 0
    assert (listed["isced_f"], listed["strategies"]) == (220, 79)


def test_the_command_shows_one_vocabulary_in_a_language() -> None:
    result = CliRunner().invoke(app, ["show", "strategies", "--language", "sq", "--json"])
    shown = {entry["id"]: entry for entry in json.loads(result.stdout)}
    assert shown["jigsaw"]["label"] == "Metoda mozaik"
    assert shown["jigsaw"]["parent"] == "learning-together"


def test_the_command_checks_and_is_content() -> None:
    result = CliRunner().invoke(app, ["check"])
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_unknown_vocabulary_is_a_usage_error() -> None:
    result = CliRunner().invoke(app, ["show", "colours"])
    assert result.exit_code == 2
    assert "No vocabulary is called 'colours'" in result.stderr
