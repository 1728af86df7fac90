"""References as data, read by programs that others wrote."""

import json
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

from indexer.domain import Metadata, Resource
from search_api.citing.bibtex import citation_keys
from search_api.citing.formats import references
from search_api.citing.work import Work, work_of

FULL = Metadata(
    title="Оцењивање 100 % есеја: \\alpha & {β} #1_2 ~",
    authors=("Ана Марковић", "Juan Pablo de la Cruz", "Center for Teaching & Learning"),
    institution="Univerzitet u Nišu",
    year=2024,
    language="sr-Cyrl",
    doi="10.1000/a_b<c>",
    licence="CC-BY-NC-4.0",
    keywords=("есеј", "50 % more"),
    abstract="First line.\nER  - \nsecond line\x00",
)
BARE = Metadata(title="Κείμενο")


def works(*described: Metadata) -> list[Work]:
    return [
        work_of(Resource(f"id-{number}", "", "a.md", "", "text/markdown", metadata))
        for number, metadata in enumerate(described)
    ]


def read_bibtex(text: str) -> Any:
    """Return the library, as text without TeX: braces around names are gone as well."""
    return parse_string(text, append_middleware=[LatexDecodingMiddleware()])


def test_bibtex_is_read_back_as_it_was() -> None:
    library = read_bibtex(references(works(FULL, BARE), "bibtex"))
    assert not library.failed_blocks
    first, second = library.entries
    assert first["title"].strip("{}") == "Оцењивање 100 % есеја: \\alpha & {β} #1_2 ~"
    assert first["author"] == (
        "Марковић, Ана and de la Cruz, Juan Pablo and Center for Teaching & Learning"
    )
    raw = references(works(FULL), "bibtex")
    assert r"and {Center for Teaching \& Learning}}" in raw  # one name, not a person's
    assert first["year"] == "2024"
    assert first["abstract"] == "First line. ER - second line"
    assert first["keywords"] == "есеј, 50 % more"
    assert {field.key for field in second.fields} == {"title"}
    assert second["title"].strip("{}") == "Κείμενο"


def test_no_text_ends_its_field_of_bibtex_or_divides_a_name() -> None:
    title = "Sets } , note = {and } their {braces"
    hostile = Metadata(title=title, authors=("Ann and Bob Smith",), keywords=("}", "{{"))
    written = references(works(hostile, BARE), "bibtex")
    first, second = parse_string(written).entries
    assert [field.key for field in first.fields] == ["author", "title", "keywords"]
    assert first["author"] == "Smith, {Ann and Bob}"
    for entry in (first, second):  # BibTeX counts braces, escaped or not
        assert all(it.value.count("{") == it.value.count("}") for it in entry.fields)


def test_ris_is_read_back_as_it_was() -> None:
    first, second = rispy.loads(references(works(FULL, BARE), "ris"))
    assert first["title"] == FULL.title
    assert first["authors"] == [
        "Марковић, Ана",
        "de la Cruz, Juan Pablo",
        "Center for Teaching & Learning",
    ]
    assert (first["year"], first["doi"], first["language"]) == ("2024", FULL.doi, "sr-Cyrl")
    assert first["abstract"] == "First line. ER - second line"
    assert first["keywords"] == list(FULL.keywords)
    assert first["urls"] == ["https://doi.org/10.1000/a_b%3Cc%3E"]
    assert second == {"type_of_reference": "GEN", "id": "id-1", "title": "Κείμενο"}


def test_csl_json_has_what_a_processor_takes() -> None:
    first, second = json.loads(references(works(FULL, BARE), "csl-json"))
    assert first["author"] == [
        {"family": "Марковић", "given": "Ана"},
        {"family": "de la Cruz", "given": "Juan Pablo"},
        {"literal": "Center for Teaching & Learning"},
    ]
    assert first["issued"] == {"date-parts": [[2024]]}
    assert first["title"] == FULL.title
    assert second == {"id": "id-1", "type": "document", "title": "Κείμενο"}


def test_a_circumflex_is_a_sign_and_no_accent() -> None:
    # pylatexenc, by which bibtexparser decodes, takes it for the accent; TeX and others do not.
    assert "x\\textasciicircum{}2" in references([Work(id="a", title="x^2")], "bibtex")


def test_no_two_keys_are_alike() -> None:
    assert citation_keys(["a b", "a,b", "A-B", "настава"]) == ["a-b", "a-b-2", "A-B-3", "resource"]


@pytest.mark.parametrize(
    ("public_url", "link"),
    [("", ""), ("https://x.edu/api/", "https://x.edu/api/d/a%20b")],
)
def test_a_link_is_given_only_where_others_can_follow_it(public_url: str, link: str) -> None:
    resource = Resource("a b", "", "a.md", "", "text/markdown", BARE)
    assert work_of(resource, public_url).link == link
