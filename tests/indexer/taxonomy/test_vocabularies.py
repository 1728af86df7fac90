"""The vocabularies that ship: their codes, labels, places in the tree, and the names they know."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from indexer.taxonomy import NAMES, load
from indexer.taxonomy.check import check
from indexer.text.scripts import LANGUAGES

HCRT = "https://w3id.org/kim/hcrt/"
STRATEGY_FAMILIES = {
    "active-lectures": 13,
    "learning-together": 11,
    "inquiry-and-cases": 15,
    "assessment-for-learning": 11,
    "guidance-and-inclusion": 12,
    "development-and-design": 11,
}


def test_nothing_is_wrong_with_them() -> None:
    assert check() == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "universities"])
def test_every_concept_has_a_label_of_its_own_in_all_nine_languages(name: str) -> None:
    vocabulary = load(name)
    missing = [(c.id, tag) for c in vocabulary for tag in LANGUAGES if not c.labels.get(tag)]
    assert (len(LANGUAGES), missing) == (9, [])


def test_isced_f_is_the_european_list(shared_dir: Path) -> None:
    """All 220 codes, their URIs and their English labels."""
    schema = ElementTree.parse(shared_dir / "taxonomies" / "isced-f.xsd")
    official = {}
    for value in schema.iter("{http://www.w3.org/2001/XMLSchema}enumeration"):
        label = "".join(value.itertext())
        official[value.attrib["value"]] = " ".join(label.split())
    ours = {concept.uri: concept.labels["en"] for concept in load("isced_f")}
    assert len(official) == 220
    assert ours == official


def test_resource_types_point_to_types_that_exist(shared_dir: Path) -> None:
    text = (shared_dir / "taxonomies" / "hcrt.ttl").read_text(encoding="utf-8")
    official = {HCRT + name for name in re.findall(r"^<(\w+)> a skos:Concept;", text, re.M)}
    ours = {concept.uri for concept in load("resource_types")} - {None}
    assert ours <= official
    assert len(ours) == 11


def test_strategies_stand_in_six_families() -> None:
    strategies = load("strategies")
    families = {family.id: len(strategies.children(family.id)) for family in strategies.children()}
    assert families == STRATEGY_FAMILIES
    assert [strategy.id for strategy in strategies if not strategy.definition] == []


@pytest.mark.parametrize(
    ("vocabulary", "typed", "concept_id"),
    [
        ("strategies", "klasa e permbysur", "flipped-classroom"),
        ("strategies", "Flipped Classroom", "flipped-classroom"),
        ("strategies", "ИЗОКРЕНУТА УЧИОНИЦА", "flipped-classroom"),
        ("strategies", "izokrenuta ucionica", "flipped-classroom"),
        ("strategies", "peer-instruction", "peer-instruction"),
        ("strategies", "ανατροφοδοτηση", "feedback-dialogue"),
        ("isced_f", "0533", "0533"),
        ("isced_f", "хемија", "0531"),
        ("isced_f", "kemija", "0531"),
        ("isced_f", "Forestry", "0821"),
        ("isced_f", "Education", "011"),
        ("resource_types", "studija slucaja", "case-study"),
        ("languages", "Türkçe", "tr"),
        ("licences", "cc-by-4.0", "CC-BY-4.0"),
        ("class_size", "large lecture", "large"),
    ],
)
def test_a_name_finds_its_concept(vocabulary: str, typed: str, concept_id: str) -> None:
    concept = load(vocabulary).match(typed)
    assert concept is not None
    assert concept.id == concept_id


def test_a_name_nobody_gave_finds_nothing() -> None:
    assert load("strategies").match("telepathy") is None
    assert load("strategies").match("") is None


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Chemistry"),
        ("hr", "Kemija"),
        ("bs", "Hemija"),
        ("sr-Cyrl", "Хемија"),
        ("sr-Latn", "Hemija"),
        ("sr", "Hemija"),
        ("cnr", "Hemija"),
        ("hbs-Cyrl", "Хемија"),
        ("sq", "Kimia"),
        ("el", "Χημεία"),
        ("bg", "Химия"),
        ("ro", "Chemistry"),
    ],
)
def test_a_reader_gets_the_nearest_language(language: str, label: str) -> None:
    assert load("isced_f").label("0531", language) == label


def test_montenegrin_has_labels_of_its_own_where_it_is_not_as_bosnian() -> None:
    fields = load("isced_f")
    assert fields.label("0222", "bs") == "Historija i arheologija"
    assert fields.label("0222", "cnr") == "Istorija i arheologija"
    assert fields.match("Sestrinstvo i akušerstvo") == fields.get("0913")
    own = [concept for name in NAMES for concept in load(name) if "cnr" in concept.labels]
    assert [concept.id for concept in own if concept.labels["cnr"] == concept.labels["bs"]] == []


def test_an_unknown_id_is_shown_as_it_is() -> None:
    assert load("isced_f").label("0000000") == "0000000"
    assert load("isced_f").get("0000000") is None


def test_a_field_knows_what_is_above_and_below() -> None:
    fields = load("isced_f")
    assert [field.id for field in fields.ancestors("0541")] == ["054", "05"]
    assert [field.id for field in fields.children("054")] == ["0540", "0541", "0542"]
    assert len(fields.children()) == 12  # eleven broad fields, and 99 for unknown


def test_a_vocabulary_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="No vocabulary is called 'colours'"):
        load("colours")
