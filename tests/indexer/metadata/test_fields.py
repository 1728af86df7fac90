"""The table of fields: it has every field of `Metadata`, and whatever is built on it follows."""

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from indexer.domain import Metadata
from indexer.metadata.facets import FACETS
from indexer.metadata.fields import FIELDS
from indexer.metadata.proposals import FIELDS as PROPOSED
from indexer.taxonomy import NAMES
from indexer.taxonomy.classifier import CLASSIFIED

REPOSITORY = Path(__file__).resolve().parents[3]

# A field that nobody has, added as a maintainer would: to `Metadata`, and to the table.
WITH_A_NEW_FIELD = """
from dataclasses import field as default, make_dataclass
from indexer import domain
domain.Metadata = make_dataclass(
    "Metadata",
    [("languages_taught", tuple[str, ...], default(default=()))],
    bases=(domain.Metadata,), frozen=True, slots=True,
)
from indexer.metadata import fields, values
fields.FIELDS += (
    fields.Field(
        "languages_taught", ("languages_taught", "taught"), values.items,
        vocabulary="languages", concept="a language", facet="taught", option="taught",
    ),
)
fields.BY_NAME.update({field.name: field for field in fields.FIELDS})
"""


def with_a_new_field(lines: str) -> list[str]:
    """Return what is printed by `lines` where the field is added before anything reads it."""
    program = [sys.executable, "-c", WITH_A_NEW_FIELD + lines]
    return subprocess.check_output(program, text=True, cwd=REPOSITORY).splitlines()


def test_the_table_has_every_field_in_order() -> None:
    assert [field.name for field in FIELDS] == [field.name for field in fields(Metadata)]


def test_no_key_facet_or_option_belongs_to_two_fields() -> None:
    keys = [key for field in FIELDS for key in field.keys]
    options = [field.option for field in FIELDS if field.option]
    for names in (keys, options, list(FACETS)):
        assert sorted(set(names)) == sorted(names)
    assert all(field.ambiguous_keys <= set(field.keys) for field in FIELDS)


def test_vocabularies_exist_and_those_of_the_classifier_are_of_fields() -> None:
    named = {field.vocabulary for field in FIELDS if field.vocabulary}
    assert named <= set(NAMES)
    # Two are read from texts and told by nobody; the names of universities are open.
    assert set(NAMES) - named == {"problems", "evidence_kinds", "universities"}
    assert list(PROPOSED) == list(CLASSIFIED)


def test_a_new_field_is_read_counted_and_filtered_by() -> None:
    assert with_a_new_field(
        "from indexer.metadata.describe import describe\n"
        "from indexer.metadata.facets import facet_values\n"
        "from search_api.dependencies import FILTER_PARAMETERS\n"
        "from search_api.retrieval.query import check_filters\n"
        "metadata, findings = describe({'taught': 'Shqip; Klingon'})\n"
        "print(metadata.languages_taught, *facet_values(metadata, ()))\n"
        "print(findings[0].sentence('sidecar'))\n"
        "check_filters({'taught': ('sq',)})\n"
        "print(FILTER_PARAMETERS[-1]['name'])\n"
    ) == [
        "('sq',) ('taught', 'sq')",
        "sidecar: taught: 'Klingon' is not a language we know. "
        "All are listed by: balkanetup vocab show languages",
        "taught",
    ]


def test_a_new_field_can_be_corrected_and_has_labels() -> None:
    assert with_a_new_field(
        "import inspect\n"
        "from indexer.commands.resource import edit\n"
        "from indexer.metadata.corrections import field_named, understood\n"
        "from indexer.metadata.facets import label\n"
        "print(understood({field_named('taught'): ['Albanian', 'el']}))\n"
        "print('languages_taught' in inspect.signature(edit).parameters)\n"
        "print(label('taught', 'sq', 'en'))\n"
    ) == ["{'languages_taught': ('sq', 'el')}", "True", "Albanian"]
