"""A search refined by passages: two buttons on every result, a chip for every choice."""

from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_collection import ATTACK, HESHTJA, HOSTILE, STEPS
from tests.ui.reading import page_in


def pressed(page: object) -> list[str]:
    return [
        given["aria-label"]
        for tag, given in page.elements  # type: ignore[attr-defined]  # a page of reading.py
        if tag == "a" and "example" in given.get("class", "") and "aria-current" in given
    ]


def test_every_result_offers_more_and_less_of_its_best_passage(open_app: Open) -> None:
    page = page_in(open_app(q="silence", lang="en"))
    offers = [
        (given["aria-label"], given["href"])
        for tag, given in page.elements
        if tag == "a" and given.get("class") == "example"
    ]
    assert offers[:4] == [
        ("More like this: The silent lecture hall", f"?lang=en&q=silence&like={STEPS.id}"),
        ("Not this: The silent lecture hall", f"?lang=en&q=silence&unlike={STEPS.id}"),
        ("More like this: Studentët që nuk flasin", f"?lang=en&q=silence&like={HESHTJA.id}"),
        ("Not this: Studentët që nuk flasin", f"?lang=en&q=silence&unlike={HESHTJA.id}"),
    ]
    assert len(offers) == 6
    assert pressed(page) == []


def test_what_refines_is_asked_named_and_can_be_taken_back(
    open_app: Open, fake_api: FakeApi
) -> None:
    page = page_in(open_app(q="silence", like=[HESHTJA.id], unlike=[STEPS.id, ATTACK.id], page="2"))
    assert (
        f"&like={HESHTJA.id}&unlike={STEPS.id}&unlike={ATTACK.id}&k=10&offset=10"
        in fake_api.asked[-1]
    )
    assert page.texts("article")[0].startswith("Studentët që nuk flasin")
    links = page.links()
    assert (
        links["more like: Studentët që nuk flasin ×"]
        == f"?q=silence&unlike={STEPS.id}&unlike={ATTACK.id}"
    )
    assert links["not like: The silent lecture hall › Voting ×"] == (
        f"?q=silence&like={HESHTJA.id}&unlike={ATTACK.id}"
    )
    assert links[f"not like: {HOSTILE} ×"] == f"?q=silence&like={HESHTJA.id}&unlike={STEPS.id}"
    assert links["Undo all"] == "?q=silence"
    assert pressed(page) == [
        "More like this: Studentët që nuk flasin",
        "Not this: The silent lecture hall",
        f"Not this: {HOSTILE}",
    ]


def test_a_passage_that_is_gone_can_be_taken_back_too(open_app: Open) -> None:
    links = page_in(open_app(q="silence", like="999")).links()
    assert links["more like: a passage that is no longer in the collection ×"] == "?q=silence"


def test_a_passage_alone_is_a_question(open_app: Open, fake_api: FakeApi) -> None:
    page = page_in(open_app(like=HESHTJA.id))
    assert page.texts("h1") == ["Passages like the ones you chose"]
    assert page.texts("article")[0].startswith("Studentët që nuk flasin")
    assert f"/v1/search?q=&like={HESHTJA.id}" in fake_api.asked[-1]
    assert "of your question" not in page.text  # there is none


def test_without_a_question_less_of_a_passage_is_no_search(
    open_app: Open, fake_api: FakeApi
) -> None:
    page = page_in(open_app(unlike=HESHTJA.id))
    assert page.texts("h1") == ["What would you like to do better in your teaching?"]
    assert not any("/v1/search" in path for path in fake_api.asked)


def test_each_passage_of_a_resource_leads_to_similar_ones(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id="vrasja-e-heshtjes", q="silence", reads="sq"))
    assert page.links()["Find similar passages"] == f"?reads=sq&like={HESHTJA.id}"
