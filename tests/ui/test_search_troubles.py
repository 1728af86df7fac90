"""A search without an answer: nothing close, nothing left, no API."""

import pytest

from tests.ui.conftest import FakeApi, Open, free_port
from tests.ui.reading import page_in


def test_nothing_close_is_said_kindly_with_ways_on(open_app: Open) -> None:
    page = page_in(open_app(q="quantum gravity", language="en", year="2026", reads="sq"))
    assert "Nothing in the collection comes close to this question" in page.texts("h2")
    assert page.texts("span", "strength") == ["Weak match"]
    links = page.links()
    assert links["searching without the filter: English"] == "?reads=sq&q=quantum+gravity&year=2026"
    assert links["searching without quotation marks and minus signs: quantum gravity"].startswith(
        "?reads=sq&q=quantum+gravity&language=en"
    )
    assert links["searching with fewer words: gravity"] == (
        "?reads=sq&q=gravity&language=en&year=2026"
    )
    assert links["browsing: Physics"] == "?screen=browse&reads=sq&field=0533"
    assert links["the teaching strategy: Peer instruction"] == (
        "?reads=sq&q=Peer+instruction&strategy=peer-instruction"
    )


def test_an_empty_answer(open_app: Open) -> None:
    page = page_in(open_app(q="nobody wrote of this"))
    assert page.texts("h1") == ["Nothing found"]
    assert "The collection has nothing on this yet." in page.text


def test_an_answer_emptied_by_filters_says_so(open_app: Open) -> None:
    page = page_in(open_app(q="silence", language="tr"))
    assert "With these filters nothing is left." in page.text
    assert page.links()["Türkçe ×"] == "?q=silence"


def test_no_api(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALKANETUP_API_URL", f"http://127.0.0.1:{free_port()}")
    page = page_in(open_app(q="silence", lang="hr"))
    assert page.texts("h1") == ["Usluga pretraživanja ne odgovara"]
    assert page.texts("pre") == ["balkanetup serve"]


@pytest.mark.parametrize(
    ("question", "heading", "commands", "onward"),
    [
        (
            *("no index", "The collection is not ready yet"),
            *(["balkanetup index FOLDER"], "Try again"),
        ),
        (
            *("forbidden", "The service could not accept this question"),
            *([], "Go to the start page"),  # the API's English cure is folded away
        ),
    ],
)
def test_troubles_of_the_api(
    open_app: Open, question: str, heading: str, commands: list[str], onward: str
) -> None:
    app = open_app(q=question)
    page = page_in(app)
    assert (page.texts("h1"), page.texts("pre")) == ([heading], commands)
    assert onward in page.links()
    assert app.text_input(key="question").value == question  # it can be changed and asked again


def test_an_api_with_too_much_to_do_is_asked_again(open_app: Open) -> None:
    page = page_in(open_app(q="too many"))
    assert page.texts("h1") == ["Very many questions just now"]
    assert page.links()["Try again"] == "?q=too+many"
    assert page.texts("pre") == []  # there is no command to run


def test_a_page_beyond_the_last_shows_the_last(open_app: Open, fake_api: FakeApi) -> None:
    page = page_in(open_app(q="silence", page="99"))
    assert "Page 3 of 3" in page.text
    assert "offset=20" in fake_api.asked[-1]


def test_a_question_of_exclusions_alone_is_explained_by_the_screen(open_app: Open) -> None:
    page = page_in(open_app(q="-exam", lang="el"))
    assert page.texts("h1") == ["Η ερώτησή σας λέει μόνο τι να παραλειφθεί"]
    assert "αξιολόγηση -εξετάσεις" in page.text
    assert page.texts("pre") == []  # the API's English cure is not needed
