"""The resource screen, run by Streamlit's own test harness against the fake API."""

import pytest

from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_collection import EVIL, HOSTILE
from tests.ui.reading import page_in


def test_a_resource_with_all_that_is_known_of_it(open_app: Open, fake_api: FakeApi) -> None:
    page = page_in(open_app(screen="resource", id="silent-large-lecture"))
    assert page.texts("h1") == ["The silent lecture hall"]
    assert "BALKANETUP starter collection · BALKANETUP" in page.texts("p")
    assert "How one hundred and eighty students came to speak in a lecture." in page.texts("p")
    facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert facts == {
        "Type": "Good practice",
        "Discipline": "Physics",
        "Teaching strategy": "Peer instruction",
        "Language": "English",
        "Year": "2026",
        "Institution": "BALKANETUP",
        "Licence": "CC BY 4.0",
        "Keywords": "silence",
        "Other versions": "Bosanski, PDF",
        "File": "silent-large-lecture.pdf",
        "DOI": "10.1000/182",
    }
    links = page.links()
    assert links["Download the original file"] == (
        f"{fake_api.base}/v1/resources/silent-large-lecture/file"
    )
    assert links["Physics"] == "?screen=browse&field=0533"
    assert links["10.1000/182"] == "https://doi.org/10.1000/182"


def test_the_file_is_where_readers_reach_the_service(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALKANETUP_PUBLIC_URL", "https://search.example.edu/api")
    page = page_in(open_app(screen="resource", id="silent-large-lecture"))
    assert page.links()["Download the original file"] == (
        "https://search.example.edu/api/v1/resources/silent-large-lecture/file"
    )


def test_the_passages_are_in_order_with_their_places(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="silent-large-lecture"))
    texts = page.texts("div", "text")
    assert [text.split(":")[0] for text in texts] == [str(number) for number in range(20)]
    assert set(page.texts("h3", "where")) == {"p. 4 · Steps › Voting"}
    assert "Page 1 of 3" in page.text
    last = page_in(open_app(screen="resource", id="silent-large-lecture", page="3"))
    assert [text.split(":")[0] for text in last.texts("div", "text")] == [
        "40",
        "41",
        "42",
        "43",
        "44",
    ]


def test_a_page_beyond_the_text_is_its_last_page(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="silent-large-lecture", page="99"))
    assert "Page 3 of 3" in page.text


def test_the_passage_one_came_from_stands_first(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="silent-large-lecture", passage="33", q="hush"))
    assert "The passage you came from" in page.texts("h2")
    assert page.texts("div", "text")[0].startswith("33: Students vote")
    assert page.links()["← Back to the results"] == "?q=hush"


def test_a_link_to_a_passage_shows_what_stands_around_it(open_app: Open) -> None:
    name = f"{33:016}"
    page = page_in(open_app(screen="resource", id="silent-large-lecture", passage=name))
    assert [shown.split(":")[0] for shown in page.texts("div", "text")[:3]] == ["33", "32", "34"]
    assert "The text before and after" in page.texts("summary")
    assert page.texts("p", "note") == []


def test_a_link_whose_text_is_gone_says_what_it_shows_instead(open_app: Open) -> None:
    here = {"screen": "resource", "id": "silent-large-lecture"}
    page = page_in(open_app(**here, passage="changed000000000"))
    assert "the passage nearest to it" in page.texts("p", "note")[0]
    assert page.texts("div", "text")[0].startswith("0: Students vote")
    page = page_in(open_app(**here, passage="gone000000000000"))
    assert "no longer in the text" in page.texts("p", "note")[0]
    assert "The passage you came from" not in page.text
    page = page_in(open_app(**here, passage="33"))  # as links were made once, by the place
    assert "an older kind" in page.texts("p", "note")[0]


def test_related_resources_with_reasons(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="silent-large-lecture", lang="sq"))
    assert page.texts("p", "reason")[0] == "Why, in sq: silent-large-lecture."
    assert "Good practice · Medicine · Shqip" in page.texts("article")[0]
    assert page.links()["Studentët që nuk flasin"] == (
        "?screen=resource&lang=sq&id=vrasja-e-heshtjes"
    )


def test_the_passages_that_make_it_related_are_there_to_be_opened(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="silent-large-lecture"))
    assert page.texts("summary").count("Passages that make it related") == 3
    assert "Students vote" in page.texts("blockquote")[0]


def test_the_strategy_elsewhere_and_the_research_on_it_stand_below(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="silent-large-lecture"))
    headings = page.texts("h2")
    related = headings.index("Related resources")
    assert headings[related + 1 : related + 3] == [
        "The same strategy in another field",
        "Research on this",
    ]
    assert "Kind of evidence: Survey. We surveyed 240 students." in page.text
    assert page.texts("p", "reason") == [  # what is related is not said again as elsewhere
        "Why, in en: silent-large-lecture.",
        "Elsewhere than silent-large-lecture.",
        "Research.",
    ]


def test_what_is_not_wished_for_goes_into_the_address_and_out_again(
    open_app: Open, fake_api: FakeApi
) -> None:
    page = page_in(open_app(screen="resource", id="silent-large-lecture"))
    away = page.links()["Not this"]
    assert away.endswith("&not=vrasja-e-heshtjes") or "&not=" in away
    page = page_in(
        open_app(**{"screen": "resource", "id": "silent-large-lecture", "not": "vrasja-e-heshtjes"})
    )
    assert any("unlike=vrasja-e-heshtjes" in asked for asked in fake_api.asked)
    assert page.links()["not like: Studentët që nuk flasin ×"] == (
        "?screen=resource&id=silent-large-lecture"
    )


def test_a_translation_names_its_original(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="vrasja-e-heshtjes"))
    assert "Original" in page.texts("dt")
    assert "The silent lecture hall" in page.texts("dd")


def test_an_unknown_resource(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="../../etc/passwd", lang="sr-Latn"))
    assert page.texts("h1") == ["Ovog resursa nema u zbirci"]


def test_no_resource_at_all(open_app: Open) -> None:
    page = page_in(open_app(screen="resource"))
    assert page.texts("h1") == ["This resource is not in the collection"]


def test_hostile_text_stays_text(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id=EVIL.id, passage="0"))
    assert page.texts("h1") == [HOSTILE]
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "iframe", "b"})
    assert not any("javascript" in address for address in page.links().values())
    assert not any(name.startswith("on") for _, given in page.elements for name in given)


def test_there_is_a_page_to_share(open_app: Open, fake_api: FakeApi) -> None:
    links = page_in(open_app(screen="resource", id="silent-large-lecture")).links()
    assert links["Page to share"] == f"{fake_api.base}/d/silent-large-lecture"
