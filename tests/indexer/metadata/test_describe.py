"""Metadata as people write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.domain import Metadata
from indexer.metadata.describe import describe, parse_mapping

FRONT_MATTER = """\
id: peer-instruction
title: "Peer instruction: a first-year lecture"
authors: [Ana Anić, Petar Petrović]
institution: BALKANETUP
year: 2026
language: sr_cyrl
discipline: [0533, "0111"]
type: good-practice
strategies: [peer-instruction, Classroom response]
context: {class_size: large, mode: on-site, cycle: bachelor, time_needed: 1h30}
licence: Creative Commons Attribution 4.0 International
keywords: [појмовна питања, clickers]
abstract: Two sentences. No more.
translation_of: null
"""


def test_front_matter_of_the_starter_collection_is_understood_whole() -> None:
    mapping, lines, broken = parse_mapping(FRONT_MATTER)
    metadata, findings = describe(mapping, lines)
    assert broken == ()
    assert findings == ()
    assert metadata == Metadata(
        identifier="peer-instruction",
        title="Peer instruction: a first-year lecture",
        authors=("Ana Anić", "Petar Petrović"),
        institution="BALKANETUP",
        year=2026,
        language="sr-Cyrl",
        disciplines=("0533", "0111"),
        type="good-practice",
        strategies=("peer-instruction", "classroom-response"),
        class_size="large",
        mode="on-site",
        cycle="bachelor",
        minutes=90,
        licence="CC-BY-4.0",
        keywords=("појмовна питања", "clickers"),
        abstract="Two sentences. No more.",
    )


def test_the_context_may_be_named_in_any_language() -> None:
    metadata, findings = describe({"mode": "hybrid", "cycle": "PhD", "class_size": "huge"})
    assert (metadata.mode, metadata.cycle, metadata.class_size) == ("blended", "doctoral", None)
    assert [finding.sentence("sidecar") for finding in findings] == [
        "sidecar: class_size: 'huge' is not a class size we know. Use small, medium, large, any."
    ]
    assert (
        describe({"mode": "On site"})[0].mode == describe({"mode": "onsite"})[0].mode == "on-site"
    )


def test_synonyms_of_other_worlds_are_understood() -> None:
    metadata, _ = describe(
        {
            "DC.Title": "Ocenjivanje",
            "dc:creator": "Freeman, Scott",
            "date": "12 March 2021",
            "lang": "English",
            "license": "https://creativecommons.org/licenses/by-sa/4.0/",
            "tags": "rubrics, feedback; fairness",
            "citation_doi": "https://doi.org/10.1234/ABC.5",
        }
    )
    assert metadata.title == "Ocenjivanje"
    assert metadata.authors == ("Scott Freeman",)
    assert metadata.year == 2021
    assert metadata.language == "en"
    assert metadata.licence == "CC-BY-SA-4.0"
    assert metadata.keywords == ("rubrics", "feedback", "fairness")
    assert metadata.doi == "10.1234/abc.5"


def test_authors_in_every_usual_form() -> None:
    expected = ("Ana Anić", "Petar Petrović")
    for written in (
        ["Ana Anić", "Petar Petrović"],
        "Ana Anić, Petar Petrović",
        "Ana Anić and Petar Petrović",
        "Anić, Ana; Petrović, Petar",
        [{"name": "Ana Anić", "email": "a@b"}, {"given": "Petar", "family": "Petrović"}],
        "Ana Anić <ana@example.org>, Petar Petrović",
    ):
        assert describe({"authors": written})[0].authors == expected, written


def test_a_bad_value_is_left_out_and_found_on_its_line_with_the_cure() -> None:
    text = (
        "title: T\nyear: soon\ncontext:\n  class_size: huge\nlicence: mine\ndiscipline: Physics\n"
    )
    mapping, lines, _ = parse_mapping(text)
    metadata, findings = describe(mapping, lines)
    assert metadata == Metadata(title="T")
    assert [(finding.field, finding.line) for finding in findings] == [
        ("year", 2),
        ("discipline", 6),
        ("class_size", 4),
        ("licence", 5),
    ]
    assert findings[0].message == "'soon' is no year."
    assert "four digits" in findings[0].cure
    assert "small, medium, large, any" in findings[2].cure


def test_a_spreadsheet_that_ate_the_leading_zero_is_repaired() -> None:
    assert describe({"discipline": "533"})[0].disciplines == ("0533",)
    assert describe({"discipline": "1013"})[0].disciplines == ("1013",)
    assert describe({"discipline": 533})[0].disciplines == ("0533",)


def test_broken_yaml_is_a_finding_with_its_line() -> None:
    mapping, _, findings = parse_mapping("title: a\nauthors: [b, c\nyear: 1\n")
    assert mapping == {}
    assert findings[0].message.startswith("This is not YAML")


def test_yaml_bombs_are_refused_fast() -> None:
    bomb = "a: &a [x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)}]\n" for i in range(20)
    )
    for text in (bomb, "[" * 60_000, "- " * 30_000, "a: " * 30_000, "x" * 10**6):
        assert parse_mapping(text)[2] != ()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
keys = st.sampled_from(["title", "authors", "year", "lang", "time_needed", "context", "doi"])


@settings(max_examples=50)
@given(st.dictionaries(keys | st.text(max_size=8), anything))
def test_no_mapping_ever_raises(mapping: dict[str, object]) -> None:
    metadata, findings = describe(mapping)
    assert isinstance(metadata, Metadata)
    assert all(finding.message and finding.cure for finding in findings)


@given(st.text(max_size=200))
def test_no_text_ever_raises(text: str) -> None:
    mapping, lines, findings = parse_mapping(text)
    assert set(lines) >= set(mapping) or findings


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("alb", "sq"), ("srp", "sr"), ("SR_latn_RS", "sr-Latn-RS"), ("cnr", "cnr"), ("sh", "hbs"),
        ("Αγγλικά", "en"), ("Anglisht", "en"), ("hbs-Cyrl", "hbs-Cyrl"), ("rom", "rom"),
    ],
)  # fmt: skip
def test_a_language_is_named_by_tag_or_by_its_name_in_any_language(written: str, tag: str) -> None:
    metadata, findings = describe({"language": written})
    assert (metadata.language, findings) == (tag, ())


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("xx", "Use a language tag: en, sq"),
        ("klingon", "Use a language tag: en, sq"),
        ("gr", "That is a country; Greek is el."),
        ("rs", "That is a country; Serbian is sr."),
        ("mul", "Use a language tag"),
    ],
)
def test_what_names_no_language_is_reported(written: str, cure: str) -> None:
    metadata, (finding,) = describe({"language": written})
    assert metadata.language is None
    assert finding.message == f"{written!r} names no language we know."
    assert cure in finding.cure


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ('!!python/object/apply:os.system ["touch PWNED"]', "!!python/object/apply:os.system"),
        ("!own Good title", "!own"),
        ("[plain, !!python/name:os.system x]", "!!python/name:os.system"),
        ("{a: !!binary aGVq}", "!!binary"),
    ],
)
def test_a_tag_of_yaml_makes_nothing_and_is_said(value: str, tag: str) -> None:
    mapping, _, findings = parse_mapping(f"year: 2020\ntitle: {value}\n")
    assert mapping == {"year": "2020"}
    assert [(finding.field, finding.line) for finding in findings] == [("title", 2)]
    assert f"({tag})" in findings[0].message


def test_tags_that_change_nothing_are_read_over() -> None:
    mapping, _, findings = parse_mapping("title: !!str 0533\nyear: !!int 2020\n")
    assert (mapping, findings) == ({"title": "0533", "year": "2020"}, ())
