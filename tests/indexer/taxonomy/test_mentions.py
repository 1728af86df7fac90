"""Names of concepts are found in inflected text, in each language of the network."""

import pytest

from indexer.taxonomy.mentions import cues_of, find_mentions, name_languages, names_of, tokens


def named(text: str, language: str, vocabulary: str = "strategies") -> list[tuple[str, str]]:
    names = names_of(vocabulary, name_languages(language))
    return [(m.concept_id, text[m.start : m.end]) for m in find_mentions(tokens(text), names)]


@pytest.mark.parametrize(
    ("language", "text", "mentioned"),
    [
        ("en", "We used worked examples.", [("worked-examples", "worked examples")]),
        ("sr-Cyrl", "О изокренутој учионици.", [("flipped-classroom", "изокренутој учионици")]),
        ("sr-Latn", "O izokrenutoj učionici.", [("flipped-classroom", "izokrenutoj učionici")]),
        ("hr", "Bez terenske nastave ne ide.", [("field-work", "terenske nastave")]),
        ("bs", "O problemskoj nastavi.", [("problem-based-learning", "problemskoj nastavi")]),
        ("mk", "Со формативното оценување.", [("formative-assessment", "формативното оценување")]),
        ("bg", "За обратната връзка.", [("feedback-dialogue", "обратната връзка")]),
        ("el", "Η σημασία της ανατροφοδότησης.", [("feedback-dialogue", "ανατροφοδότησης")]),
        ("sq", "Klasën e përmbysur e njohim.", [("flipped-classroom", "Klasën e përmbysur")]),
        ("mk", "Се вика peer instruction.", [("peer-instruction", "peer instruction")]),
        ("en", "They speak in person of work.", []),
    ],
)
def test_a_name_in_a_sentence(language: str, text: str, mentioned: list[tuple[str, str]]) -> None:
    assert named(text, language) == mentioned


def test_the_longest_name_wins() -> None:
    mentioned = named("A teaching portfolio is not a portfolio.", "en")
    assert mentioned == [("teaching-portfolio", "teaching portfolio"), ("portfolio", "portfolio")]


def test_names_of_other_languages_are_not_looked_for() -> None:
    assert named("O terenskoj nastavi i o mapi pojmova", "en") == []


def test_a_field_is_found_by_what_it_includes() -> None:
    assert named("Στη θερμοδυναμική και στη γενετική.", "el", "isced_f") == [
        ("0533", "θερμοδυναμική"),
        ("0511", "γενετική"),
    ]


def test_a_hint_is_no_name() -> None:
    text = "Mark it without notes, from memory."
    hints = {mention.concept_id for mention in find_mentions(tokens(text), cues_of("strategies"))}
    assert hints == {"retrieval-practice"}
    assert named(text, "en") == []
