"""A maintainer's corrections: they win, take effect at once, survive, and can be taken back."""

from typing import Any

import pytest

from indexer.catalogue import corrections, finding, passages, proposals, resources
from indexer.catalogue.database import Catalogue
from indexer.domain import Metadata
from indexer.encoding.base import Encoder
from indexer.errors import NotFound, UsageError
from indexer.metadata.concepts import resolve
from indexer.metadata.corrections import (
    FIELDS,
    Correction,
    apply,
    field_named,
    take_back,
    understood,
)
from indexer.metadata.fields import BY_NAME
from indexer.run.edit import Change, edit
from indexer.storage.repair import start_anew
from indexer.taxonomy.classifier import Proposal
from tests.indexer.conftest import Workshop

CATS = """---
title: Cats
year: 2020
discipline: "0841"
language: en
---
# Cats

The cat sleeps.

## Owls

The owl wakes and looks at all the cats and all the dogs of the house.
"""


def change(workshop: Workshop, name: str, *revert: str, **values: Any) -> Catalogue:
    """Correct a resource; return the catalogue as it is then."""

    def encoder() -> Encoder:
        return workshop.encoder

    writer = Catalogue.create_or_open(workshop.settings.data_dir)
    edit(writer, name, Change(values, frozenset(revert)), encoder)
    writer.close()
    return workshop.catalogue()


def metadata(catalogue: Catalogue, name: str = "cats") -> Metadata:
    resource = resources.find(catalogue, name)
    assert resource is not None
    return resource.metadata


def provenance(catalogue: Catalogue, name: str = "cats") -> dict[str, str]:
    resource = resources.find(catalogue, name)
    assert resource is not None
    return resource.provenance


def test_every_field_but_the_id_can_be_corrected() -> None:
    assert {*FIELDS, "identifier"} == set(Metadata.__dataclass_fields__)
    assert [field_named(name) for name in ("author", "class-size", "keyword", "Licence")] == [
        "authors",
        "class_size",
        "keywords",
        "licence",
    ]
    with pytest.raises(UsageError, match="colour"):
        field_named("colour")


def test_what_a_person_types_is_understood() -> None:
    assert understood(
        {
            "disciplines": ["541", "Physics"],
            "strategies": ["Think-pair-share"],
            "type": "vodič",
            "licence": "CC BY 4.0",
            "language": "sr_cyrl",
            "authors": ["Freeman, Scott"],
            "minutes": "1.5 h",
        }
    ) == {
        "disciplines": ("0541", "0533"),
        "strategies": ("think-pair-share",),
        "type": "guide",
        "licence": "CC-BY-4.0",
        "language": "sr-Cyrl",
        "authors": ("Scott Freeman",),
        "minutes": 90,
    }


@pytest.mark.parametrize(
    ("given", "field", "cure"),
    [
        ({"disciplines": ["0542x"]}, "discipline", "ISCED-F 2013 codes"),
        ({"disciplines": ["0549"]}, "discipline", "054 (Mathematics and statistics)"),
        ({"strategies": ["jigsow"]}, "strategy", "jigsaw (Jigsaw"),
        ({"type": "gide"}, "type", "guide (Guide"),
        ({"year": "20255"}, "year", "four digits"),
        ({"licence": "mine"}, "licence", "SPDX"),
        ({"class_size": "huge"}, "class_size", "large"),
        ({"title": "  "}, "title", "--unset title"),
    ],
)
def test_a_wrong_value_is_refused_with_the_nearest_right_ones(
    given: dict[str, object], field: str, cure: str
) -> None:
    with pytest.raises(UsageError) as refused:
        understood(given)
    assert refused.value.field == field
    assert cure in refused.value.cure


def test_what_names_no_concept_is_left_out() -> None:
    kept, unknown = resolve(BY_NAME["strategies"], ("jigsaw", "gallery-dance", "Flipped classroom"))
    assert kept == ("jigsaw", "flipped-classroom")
    assert [finding.message for finding in unknown] == [
        "'gallery-dance' is not a teaching strategy we know."
    ]
    assert resolve(BY_NAME["title"], "Anything") == ("Anything", [])


def test_applying_and_taking_back_are_opposites() -> None:
    original, sources = Metadata(title="A", year=2020), {"title": "sidecar", "year": "document"}
    corrected, new_sources, instead_of = apply(
        original, sources, Correction({"year": None, "doi": "10.1/a"})
    )
    assert (corrected.year, corrected.doi, corrected.title) == (None, "10.1/a", "A")
    assert new_sources == {"title": "sidecar", "year": "correction", "doi": "correction"}
    assert take_back(corrected, new_sources, instead_of) == (original, sources)


def test_a_correction_takes_effect_at_once_in_facets_text_and_vector(workshop: Workshop) -> None:
    workshop.write("cats.md", CATS)
    workshop.run()
    catalogue = change(workshop, "cats", title="Dogs", disciplines=("0811",), year=2024)
    assert metadata(catalogue).title == "Dogs"
    assert provenance(catalogue)["title"] == "correction"
    assert provenance(catalogue)["language"] == "front matter"
    assert finding.facet_counts(catalogue)["discipline"] == {"08": 1, "081": 1, "0811": 1}
    assert finding.facet_counts(catalogue)["year"] == {"2024": 1}
    assert len(finding.passages_with(catalogue, '"dogs"')) == 1  # in the title of the one passage
    assert workshop.encoder.encoded[-1].startswith("Dogs > Cats\nThe cat sleeps.")
    _, vectors = passages.vectors(catalogue, resource_id="cats")
    assert len(vectors) == 1


def test_only_a_new_title_needs_the_encoder(workshop: Workshop) -> None:
    workshop.write("cats.md", CATS)
    workshop.run()
    encoded = len(workshop.encoder.encoded)
    before = passages.vectors(workshop.catalogue(), resource_id="cats")[1]
    catalogue = change(workshop, "cats", year=2024, authors=("Ana Anić",))
    assert len(workshop.encoder.encoded) == encoded
    assert (passages.vectors(catalogue, resource_id="cats")[1] == before).all()
    assert finding.facet_counts(catalogue)["author"] == {"ana anic": 1}


def test_a_corrected_language_relabels_the_passages(workshop: Workshop) -> None:
    workshop.write("sova.md", "# Сова\n\nСова спава дању, а ноћу лети изнад куће и тражи храну.")
    workshop.run()
    assert metadata(workshop.catalogue(), "sova").language == "hbs-Cyrl"
    catalogue = change(workshop, "sova", language="sr")
    assert metadata(catalogue, "sova").language == "sr-Cyrl"
    assert finding.facet_counts(catalogue)["language"] == {"sr-Cyrl": 1}
    assert metadata(change(workshop, "sova", "language"), "sova").language == "hbs-Cyrl"


def test_corrections_survive_indexing_edits_and_moves(workshop: Workshop) -> None:
    file = workshop.write("cats.md", CATS)
    workshop.run()
    change(workshop, "cats", title="Dogs", year=None)
    file.write_text(CATS.replace("2020", "2021").replace("wakes", "sleeps"), encoding="utf-8")
    workshop.run()
    current = metadata(workshop.catalogue())
    assert (current.title, current.year) == ("Dogs", None)
    file.rename(workshop.folder / "moved.md")
    workshop.run()
    (workshop.folder / "moved.md").write_text(CATS + "\nMore of the cat.", encoding="utf-8")
    workshop.run()
    current = metadata(workshop.catalogue())
    assert (current.title, current.year) == ("Dogs", None)
    catalogue = change(workshop, "cats", "title", "year")
    assert (metadata(catalogue).title, metadata(catalogue).year) == ("Cats", 2020)
    assert provenance(catalogue)["year"] == "front matter"


def test_a_correction_taken_back_gives_what_the_file_says_by_now(workshop: Workshop) -> None:
    file = workshop.write("cats.md", CATS)
    workshop.run()
    change(workshop, "cats", year=1999)
    file.write_text(CATS.replace("2020", "2022"), encoding="utf-8")
    workshop.run()
    assert metadata(workshop.catalogue()).year == 1999
    catalogue = change(workshop, "cats", "year", title="Owls")
    assert (metadata(catalogue).year, metadata(catalogue).title) == (2022, "Owls")
    resource = resources.find(catalogue, "cats")
    assert resource is not None
    left = corrections.of_file(catalogue, resource.root, resource.path)
    assert left == Correction({"title": "Owls"})


def test_corrections_outlive_a_catalogue_that_has_to_be_made_anew(workshop: Workshop) -> None:
    workshop.write("cats.md", CATS)
    workshop.run()
    change(workshop, "cats", title="Dogs")
    writer = Catalogue.create_or_open(workshop.settings.data_dir)
    writer.set_about("schema", "1")  # of another version
    writer.close()
    start_anew(workshop.settings.data_dir)
    workshop.run()
    assert metadata(workshop.catalogue()).title == "Dogs"
    back = change(workshop, "cats", "title")
    assert metadata(back).title == "Cats"


def test_a_correction_beats_the_sidecar(workshop: Workshop) -> None:
    workshop.write("cats.md", CATS)
    workshop.write("cats.md.yaml", "title: Sidecar\nyear: 2018")
    workshop.run()
    change(workshop, "cats", title="Corrected")
    workshop.write("cats.md.yaml", "title: Another sidecar\nyear: 2019")
    workshop.run()
    current = metadata(workshop.catalogue())
    assert (current.title, current.year) == ("Corrected", 2019)


def test_what_is_declared_a_translation_joins_its_work_at_once(workshop: Workshop) -> None:
    workshop.write("cats.md", CATS)
    workshop.write("macet.md", "# Macet\n\nMacja fle gjatë ditës dhe gjuan natën nëpër shtëpi.")
    workshop.run()
    catalogue = change(workshop, "macet", translation_of="cats")
    rows = catalogue.db.execute("SELECT resource, work, relation FROM works ORDER BY resource")
    assert [tuple(row) for row in rows] == [
        ("cats", "cats", "original"),
        ("macet", "cats", "translation"),
    ]


def test_proposals_stay_for_what_is_still_open(workshop: Workshop) -> None:
    workshop.write("owls.md", "# Owls\n\nThe owl sleeps all day and the cat does not.")
    workshop.run()
    writer = Catalogue.create_or_open(workshop.settings.data_dir)
    proposed = [
        Proposal("isced_f", "0511", 0.9, "The owl sleeps."),
        Proposal("strategies", "jigsaw", 0.8, "The cat does not."),
        Proposal("strategies", "debate", 0.79, "Not sure enough to filter by."),
    ]
    with writer.transaction():
        writer.db.execute("DELETE FROM proposals")
        proposals.put(writer, "owls", proposed)
    writer.close()
    assert finding.facet_counts(workshop.catalogue())["strategy"] == {"jigsaw": 1}
    catalogue = change(workshop, "owls", disciplines=("0841",))
    assert proposals.of_resource(catalogue, "owls") == proposed[1:]
    assert finding.facet_counts(catalogue)["discipline"] == {"08": 1, "084": 1, "0841": 1}
    assert finding.facet_counts(catalogue)["strategy"] == {"jigsaw": 1}
    assert metadata(catalogue, "owls").strategies == ()  # proposed, not described


def test_there_is_nothing_to_correct_in_what_is_not_there(workshop: Workshop) -> None:
    workshop.write("cats.md", CATS)
    workshop.run()
    with pytest.raises(NotFound, match="dogs"):
        change(workshop, "dogs", year=2020)
