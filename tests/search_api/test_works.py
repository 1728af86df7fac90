"""A work is shown once, as the version for this reader, with the others to switch to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.domain import Metadata, Resource
from indexer.metadata.works import Membership
from indexer.run import pipeline
from indexer.settings import Settings
from indexer.taxonomy.classifier import Proposal
from search_api import presenters, schemas
from search_api.app import create_app
from search_api.retrieval.reader_languages import distance
from search_api.retrieval.versions import by_work, shown
from tests.served import served
from tests.word_encoder import WordEncoder

PLAIN = " ".join(f"silent lecture word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(80))
DOCUMENTS = {
    "silence.md": f"""---
title: When nobody speaks
language: en
discipline: "0533"
type: guide
---
{PLAIN}
""",
    "silence-old.txt": PLAIN.replace("wordba", "other"),
    "heshtja.md": """---
title: Heshtja
language: sq
discipline: "0533"
type: guide
translation_of: silence
---
Studentët heshtin: silent lecture, në auditor.
""",
    "tisina.md": """---
title: Тишина
language: sr-Cyrl
discipline: "0533"
type: guide
translation_of: heshtja
---
Студенти ћуте: silent lecture, у амфитеатру.
""",
    "soil.md": """---
title: Soil
language: en
discipline: "0532"
---
Soil needs a silent bucket.
""",
}


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service over one work in four versions, and another work."""
    folder: Path = tmp_path_factory.mktemp("works")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("works-index"),
        public_url="https://search.example.edu/api",
    )
    encoder = WordEncoder("silent", "lecture", "soil")
    assert pipeline.run(folder, settings, encoder).outcomes() == {"ok": 5}
    with (
        served(create_app(settings, encoder)) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


def get(client: httpx.Client, address: str, **parameters: Any) -> Any:
    response = client.get(address, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def shown_ids(answer: Any) -> list[str]:
    return [hit["resource"]["id"] for hit in answer["hits"]]


def test_a_work_is_shown_as_the_version_for_the_reader() -> None:
    order = [
        Membership("a2", "w", "copy"),
        Membership("c", "c", "original"),
        Membership("b", "w", "translation"),
        Membership("d", "w", "translation"),
        Membership("a", "w", "original"),
    ]
    languages = {"a": "en", "a2": "en", "a3": "en", "b": "sq", "c": "en", "d": "sr-Latn"}
    work, alone = by_work(order)
    assert [version.resource_id for version in work] == ["a2", "b", "d", "a"]
    assert [version.resource_id for version in alone] == ["c"]

    def as_read_by(*reads: str) -> str:
        return shown(work, languages, reads)

    assert as_read_by() == "a"
    assert as_read_by("sq") == "b"
    assert as_read_by("mk", "bs") == "d"  # who reads Bosnian reads Serbian
    assert as_read_by("el") == "a"  # English before what cannot be read
    copy = Membership("a3", "w", "copy")
    assert shown([*work, copy], languages, ["sq"], exact={"a3"}) == "a3"


def test_the_original_comes_before_a_translation_into_a_third_language() -> None:
    work = [Membership("t", "w", "translation"), Membership("o", "w", "original")]
    assert shown(work, {"t": "el", "o": "mk"}, ["sq"]) == "o"
    assert shown(work, {"t": "en", "o": "mk"}, ["sq"]) == "t"


def test_the_script_that_is_read_comes_before_the_other() -> None:
    assert distance("sr-Cyrl", ["sr-Cyrl"]) < distance("sr-Latn", ["sr-Cyrl"])
    assert distance("sr-Latn", ["sr-Cyrl"]) < distance("en", ["sr-Cyrl"])
    assert distance("en", ["sr-Cyrl"]) < distance("sq", ["sr-Cyrl"])


@pytest.mark.parametrize(
    ("reads", "first"), [([], "silence"), (["sq"], "heshtja"), (["bs", "sq"], "tisina")]
)
def test_a_work_is_one_hit_in_the_reader_s_language(
    works: httpx.Client, reads: list[str], first: str
) -> None:
    answer = get(works, "/v1/search", q="silent lecture", reads=reads)
    assert shown_ids(answer) == [first, "soil"]
    best = get(works, "/v1/search", q="silent lecture")["hits"][0]
    assert (answer["hits"][0]["band"], answer["hits"][0]["score"]) == (best["band"], best["score"])
    assert answer["total"] == 2
    versions = answer["hits"][0]["resource"]["versions"]
    assert [(version["id"], version["relation"], version["language"]) for version in versions] == [
        ("silence", "original", "en"),
        ("heshtja", "translation", "sq"),
        ("tisina", "translation", "sr-Cyrl"),
        ("silence-old", "version", "en"),
    ]
    assert answer["hits"][1]["resource"]["versions"] == []


def test_facets_count_works_and_every_language_leads_to_its_version(works: httpx.Client) -> None:
    answer = get(works, "/v1/search", q="silent lecture")
    counts = {
        facet: {value["value"]: value["count"] for value in values}
        for facet, values in answer["facets"].items()
    }
    assert counts["type"] == {"guide": 1}
    assert counts["language"] == {"en": 2, "sq": 1, "sr-Cyrl": 1}
    assert counts["discipline"]["05"] == 2
    for language, version in (("sq", "heshtja"), ("sr-Cyrl", "tisina")):
        narrowed = get(works, "/v1/search", q="silent lecture", language=language)
        assert shown_ids(narrowed) == [version]
        assert len(narrowed["hits"][0]["resource"]["versions"]) == 4


def test_lists_and_recommendations_have_each_work_once(works: httpx.Client) -> None:
    listed = get(works, "/v1/resources")
    assert [resource["id"] for resource in listed["resources"]] == ["soil", "silence"]
    assert listed["total"] == 2
    related = get(works, "/v1/resources/heshtja/related")["items"]
    assert [item["resource"]["id"] for item in related] == ["soil"]
    from_soil = get(works, "/v1/resources/soil/related")["items"]
    assert len(from_soil) == 1
    recommended = get(works, "/v1/recommendations", discipline="0533", k=5)["items"]
    assert [item["resource"]["id"] for item in recommended] == ["silence", "soil"]


def test_every_version_has_its_own_page(works: httpx.Client) -> None:
    for name in ("silence", "silence-old", "heshtja", "tisina"):
        page = get(works, f"/v1/resources/{name}")
        assert page["resource"]["id"] == name
        assert len(page["resource"]["versions"]) == 4


def test_proposals_are_shown_apart_from_what_is_described() -> None:
    snippet = Proposal("isced_f", "0533", 0.91, "A soil laboratory fits in a bucket.")
    resource = Resource("soil", "/r", "soil.md", "hash", "text/markdown", Metadata(title="Soil"))
    page = presenters.resource_page(resource, [], "sq", proposed=[snippet])
    assert page.resource.disciplines == []
    assert page.proposed == [
        schemas.Proposed(
            field="discipline",
            value=schemas.Concept(id="0533", label="Fizika"),
            confidence=0.91,
            evidence="A soil laboratory fits in a bucket.",
        )
    ]


def test_json_ld_links_the_translations(works: httpx.Client) -> None:
    base = "https://search.example.edu/api"
    response = works.get("/v1/resources/silence/jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    original = response.json()
    assert original["@id"] == f"{base}/v1/resources/silence"
    assert original["encoding"]["contentUrl"] == f"{base}/v1/resources/silence/file"
    assert [translation["@id"] for translation in original["workTranslation"]] == [
        f"{base}/v1/resources/heshtja",
        f"{base}/v1/resources/tisina",
    ]
    translated = works.get("/v1/resources/heshtja/jsonld").json()
    assert translated["translationOfWork"]["@id"] == f"{base}/v1/resources/silence"
    assert works.get("/v1/resources/nothing/jsonld").status_code == 404
