"""Which resources are one work, which version is the original, and that nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue, works
from indexer.domain import Metadata
from indexer.extraction.formats.markdown import front_matter
from indexer.metadata.works import Edition, Membership, group
from indexer.text.minhash import signature
from tests.conftest import REPOSITORY
from tests.indexer.conftest import Workshop

LONG = " ".join(f"word{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(200))
OTHER = LONG.replace("word", "term")


def edition(
    name: str, text: str = "", *, media_type: str = "text/plain", file: str = "", **fields: object
) -> Edition:
    metadata = replace(Metadata(title=name), **fields)  # type: ignore[arg-type]  # as the test says
    return Edition(name, metadata, media_type, signature(text), file)


def grouped(*editions: Edition, former: dict[str, str] | None = None) -> dict[str, tuple[str, str]]:
    members = group(editions, former or {})
    return {
        membership.resource_id: (membership.work, membership.relation) for membership in members
    }


def test_an_edited_copy_and_another_format_are_versions_of_one_work() -> None:
    assert grouped(
        edition("handout", LONG, year=2024),
        edition("handout-old", LONG.replace("wordca", "changed"), year=2020),
        edition("handout-pdf", LONG, media_type="application/pdf", year=2023),
        edition("else", OTHER),
    ) == {
        "handout": ("handout", "original"),  # the newest
        "handout-old": ("handout", "copy"),
        "handout-pdf": ("handout", "version"),
    }


def test_the_same_file_in_folders_of_languages_is_one_work() -> None:
    assert grouped(
        edition("english", file="/help/en/quiz.html", language="en"),
        edition("greek", file="/help/el/quiz.html", language="el"),
        edition("serbian", file="/help/sr-Latn/quiz.html", language="hbs-Latn"),
        edition("another page", file="/help/el/wiki.html", language="el"),
        edition("elsewhere", file="/guide/el/quiz.html", language="el"),
        edition("no tag of its language", file="/help/it/quiz.html", language="en"),
        edition("plan", file="/plan.sq.md", language="sq"),
        edition("another plan", file="/plan_en.md", language="en"),
        edition("its translation", file="/plan_bg.md", language="bg"),
    ) == {
        "english": ("english", "original"),
        "greek": ("english", "translation"),
        "serbian": ("english", "translation"),
        "another plan": ("another plan", "original"),
        "its translation": ("another plan", "translation"),
    }


def test_translations_join_by_declaration_through_chains_and_in_either_direction() -> None:
    assert grouped(
        edition("silence", LONG, language="en"),
        edition("heshtja", language="sq", translation_of="silence"),
        edition("tisina", language="bs", translation_of="heshtja"),
        edition("tishina", language="mk", translation_of="doc-7"),
        edition("doc", language="bs", identifier="DOC 7", translation_of="tisina"),
    ) == {
        "silence": ("silence", "original"),
        "heshtja": ("silence", "translation"),
        "tisina": ("silence", "translation"),
        "tishina": ("silence", "translation"),
        "doc": ("silence", "translation"),
    }


def test_translations_of_something_absent_are_one_work() -> None:
    grouping = grouped(
        edition("heshtja", language="sq", translation_of="Silence"),
        edition("tisina", language="bs", translation_of="silence"),
        edition("alone", language="bs", translation_of="another"),
    )
    assert set(grouping) == {"heshtja", "tisina"}
    assert len({work for work, _ in grouping.values()}) == 1


def test_a_text_in_two_scripts_is_one_work() -> None:
    text = "Студенти раде у паровима, па се онда јављају. Тишина у сали траје кратко. " * 9
    words = " ".join(f"реч{chr(1072 + n % 30)}{chr(1072 + n // 30)}" for n in range(100))
    latin = (text + words).translate(
        str.maketrans("абвгдежзијклмнопрстћуфхцчш", "abvgdežzijklmnoprstćufhcčš")
    )
    grouping = grouped(
        edition("cyr", text + words, language="sr-Cyrl"),
        edition("lat", latin, language="sr-Latn"),
    )
    assert grouping == {"cyr": ("cyr", "original"), "lat": ("cyr", "version")}


def test_short_notices_are_one_only_with_one_title() -> None:
    notice = "This page is being written and will be here soon"
    assert grouped(edition("a", notice), edition("b", notice)) == {}
    assert grouped(edition("a", notice, title="Soon"), edition("b", notice, title="soon!")) == {
        "a": ("a", "original"),
        "b": ("a", "copy"),
    }


def test_a_work_keeps_its_id_when_its_original_comes_later_or_goes() -> None:
    first = edition("heshtja", language="sq", translation_of="silence")
    second = edition("tisina", language="bs", translation_of="silence")
    former = {name: work for name, (work, _) in grouped(first, second).items()}
    assert former == {"heshtja": "heshtja", "tisina": "heshtja"}
    late = edition("silence", LONG, language="en")
    assert grouped(first, second, late, former=former)["silence"] == ("heshtja", "original")
    assert grouped(second, late, former=former)["silence"] == ("heshtja", "original")


def test_a_work_that_falls_apart_leaves_its_id_to_the_part_named_after_it() -> None:
    former = dict.fromkeys(("a", "b", "c", "d"), "a")
    grouping = grouped(
        edition("a", LONG), edition("b", LONG), edition("c", OTHER), edition("d", OTHER),
        former=former,
    )  # fmt: skip
    assert {name: work for name, (work, _) in grouping.items()} == {
        "a": "a", "b": "a", "c": "c", "d": "c",
    }  # fmt: skip


def memberships(catalogue: Catalogue) -> list[Membership]:
    rows = catalogue.db.execute("SELECT resource, work, relation FROM works ORDER BY resource")
    return [Membership(*row) for row in rows]


def test_a_run_makes_out_works_and_follows_what_changes(workshop: Workshop) -> None:
    workshop.write("a.md", f"---\ntitle: A\nlanguage: en\n---\n{LONG}")
    workshop.write("b.txt", LONG)
    workshop.write("c.md", "---\ntitle: C\nlanguage: sq\ntranslation_of: a\n---\nMacja fle.")
    workshop.run()
    catalogue = workshop.catalogue()
    assert memberships(catalogue) == [
        Membership("a", "a", "original"),
        Membership("b", "a", "version"),
        Membership("c", "a", "translation"),
    ]
    versions = works.versions(catalogue, ["b", "a"])
    assert [(version.id, version.relation) for version in versions["b"]] == [
        ("a", "original"),
        ("c", "translation"),
        ("b", "version"),
    ]
    assert versions["a"] == versions["b"]
    workshop.write("b.txt", OTHER)  # another text now
    workshop.run()
    catalogue = workshop.catalogue()
    assert [membership.resource_id for membership in memberships(catalogue)] == ["a", "c"]
    assert works.versions(catalogue, ["b"]) == {"b": ()}
    assert works.of_resources(catalogue, ["b", "c"]) == {"b": "b", "c": "a"}


@pytest.mark.slow
def test_editions_of_real_papers_are_found_and_nothing_else(
    shared_dir: Path, workshop: Workshop
) -> None:
    """Six papers are three pairs: twins, a revision, and the least alike pair of all 160 (.31).

    The others are two courses of one author on PyTorch and Python, and the two most alike papers
    (.18) that are not one work.
    """
    pairs = [("00031", "00032"), ("00011", "00016"), ("00051", "00053")]
    others = ["00148", "00332", "00237", "00289"]
    for number in (*(number for pair in pairs for number in pair), *others):
        name = f"jose.{number}.pdf"
        copied = (shared_dir / "corpora" / "jose" / name).read_bytes()
        (workshop.folder / name).write_bytes(copied)
    workshop.run()
    ids_by_work: dict[str, set[str]] = {}
    for membership in memberships(workshop.catalogue()):
        ids_by_work.setdefault(membership.work, set()).add(membership.resource_id)
    wanted = [[f"jose-{number}" for number in pair] for pair in pairs]
    assert sorted(map(sorted, ids_by_work.values())) == sorted(map(sorted, wanted))


def test_the_starter_collection_is_grouped_as_it_declares() -> None:
    """No two of its texts are near-duplicates, translations least of all."""
    editions = []
    declared: dict[str, str] = {}
    for file in sorted((REPOSITORY / "corpus" / "sources").glob("*.md")):
        metadata, text, _ = front_matter(file.read_text(encoding="utf-8"))
        editions.append(Edition(file.stem, metadata, "text/markdown", signature(text)))
        if metadata.translation_of is not None:
            declared[file.stem] = metadata.translation_of
    assert len(declared) >= 20
    members = group(editions, {})
    assert {
        membership.resource_id for membership in members if membership.relation == "translation"
    } == set(declared)
    assert {
        membership.resource_id for membership in members if membership.relation == "original"
    } == set(declared.values())
    assert {membership.work for membership in members} == set(declared.values())
    assert len(members) == len(declared) + len(set(declared.values()))
