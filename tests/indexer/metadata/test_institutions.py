"""One university under its names in several languages; everything else as it is written."""

import re
from collections import defaultdict

import pytest

from indexer.domain import Metadata
from indexer.metadata.facets import facet_values, label, spellings
from indexer.metadata.institutions import all_names, one_name
from indexer.taxonomy import load
from indexer.taxonomy.vocabulary import name_key
from indexer.text.folding import folded_words


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Universiteti i Prishtinës", "University of Prishtina"),
        ("UNIVERSITY OF PRISHTINA “HASAN PRISHTINA”", "University of Prishtina"),
        ("Fakulteti i Edukimit i Universitetit të Tiranës", "University of Tirana"),
        ("Filozofski fakultet Univerziteta u Beogradu", "University of Belgrade"),
        ("Универзитет у Београду, Филозофски факултет", "University of Belgrade"),
        ("Department of Physics, University of Zagreb, Croatia", "University of Zagreb"),
        ("Univerzitet Crne Gore", "University of Montenegro"),
        ("Universiteti i Mjekësisë, Tiranë", "University of Medicine, Tirana"),
        (
            "Τμήμα Φυσικής, Πανεπιστήμιο Αθηνών",
            "National and Kapodistrian University of Athens",
        ),
        ("Технически университет – София", "Technical University of Sofia"),
    ],
)
def test_a_university_is_known_by_each_of_its_names(written: str, name: str) -> None:
    assert one_name(written) == name


@pytest.mark.parametrize(
    "written",
    [
        "European University of Tirana",  # another one
        "Univerzitet u Prištini",  # there are two
        "Universiteti i Arteve",  # any country may have one
        "University of Forestry",
        "South-West University",
        "Универзитет одбране",
        "University Z",
        "BALKANETUP",
        "DeepMind",
        "",
    ],
)
def test_what_is_not_known_for_sure_stays_as_it_is_written(written: str) -> None:
    assert one_name(written) == written
    assert all_names(written) == (written,)


def test_no_name_is_that_of_two() -> None:
    holders = defaultdict(set)
    for concept in load("universities"):
        for language in concept.labels:
            for name in concept.names(language):
                assert one_name(name) == concept.labels["en"], name
                holders[name_key(name)].add(concept.id)
    assert [key for key, ids in holders.items() if len(ids) > 1] == []


# Words, as they are compared, that say what kind of university it is, or whose it is not.
KIND = re.compile(
    r"univer|sveucilist|πανεπιστημι|πολυτεχνει|academ|akadem|school|"
    r"(of|in|the|and|i|e|te|u|po|za|fine|applied|open|north|south|west|east|jugozapaden)$|"
    r"(art|artev|umj?etnost|medic|mjekes|techni|tehni|poly|politek|agri|bujqes|agrar|sport|econom|"
    r"ekonom|ikonom|οικονομικο|γεωπονικο|ιατρικ|defen|odbran|forest|scien|shkenc|aplikuar|"
    r"state|shtetero|drza|national|nacional|international)"
)


def test_no_name_says_only_what_kind_of_university_it_is() -> None:
    names = {
        name: folded_words(name)
        for concept in load("universities")
        for language in concept.labels
        for name in concept.names(language)
    }
    assert KIND.match("universiteti") and KIND.match("arteve") and not KIND.match("tirane")
    assert [name for name, words in names.items() if all(map(KIND.match, words))] == [
        "University North"  # has no other name, and is called so in no other order
    ]


def test_it_is_one_value_of_the_facet_called_as_each_reader_calls_it() -> None:
    for written in ("Sveučilište u Zagrebu", "University of Zagreb"):
        about = Metadata(institution=written)
        assert ("institution", "University of Zagreb") in list(facet_values(about, ()))
    assert label("institution", "University of Zagreb", "hr") == "Sveučilište u Zagrebu"
    assert label("institution", "University of Zagreb", "mk") == "University of Zagreb"
    assert label("institution", "DeepMind", "hr") == "DeepMind"


def test_a_filter_by_any_of_its_names_finds_them_all() -> None:
    written = "Sveučilište u Zagrebu"
    assert spellings("institution", [written]) == [written, "University of Zagreb"]
    assert spellings("author", [written]) == [written]
