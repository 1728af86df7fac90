"""What is offered while typing, and where a click or Enter leads. See test_browser_typing.py."""

import pytest

from tests.ui.conftest import FakeApi, Open, free_port
from tests.ui.fake_collection import EVIL, HOSTILE, SILENT, STEPS
from tests.ui.reading import page_in
from ui.links import view_at
from ui.page import Page
from ui.state import address
from ui.suggesting import suggestions
from ui.view import View
from ui.wording import translator

READER = View(language="bs", reads=("bs",), filters={"year": ("2026",)}, like=(STEPS.id,), page=2)


def offered(typed: str) -> list[tuple[str, str, str]]:
    shown = suggestions(typed, Page(READER, "bs", translator("bs")))
    return [(suggestion["text"], suggestion["kind"], suggestion["address"]) for suggestion in shown]


def test_a_title_opens_the_resource(fake_api: FakeApi) -> None:
    there = address(READER.opening(SILENT.id))
    assert offered("the silent") == [("The silent lecture hall", "Resurs", there)]
    assert fake_api.asked == ["/v1/suggest?q=the+silent&k=7&reader_language=bs"]


def test_a_strategy_and_an_author_are_asked(fake_api: FakeApi) -> None:
    asked = "?lang=bs&reads=bs&q={}&year=2026"
    assert offered("pe") == [
        ("Peer instruction", "Nastavna strategija", asked.format("Peer+instruction")),
        ("Petra Peeva", "Autor", asked.format("Petra+Peeva")),
    ]


def test_a_hostile_title_leads_into_the_app_only(fake_api: FakeApi) -> None:
    ((text, _, there),) = offered("<script")
    assert text == HOSTILE
    assert view_at(there) == READER.opening(EVIL.id)


def test_nothing_typed_asks_nothing(fake_api: FakeApi) -> None:
    assert offered("") == []
    assert fake_api.asked == []


def test_without_an_api_there_are_no_suggestions(
    fake_api: FakeApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALKANETUP_API_URL", f"http://127.0.0.1:{free_port()}")
    assert offered("pe") == []


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "https://evil.example/", "", None, 7, "?screen=settings&lang=tlh"],
)
def test_an_address_that_is_none_of_ours_leads_to_the_start(href: object) -> None:
    assert view_at(href) == View()


def test_the_box_asks_without_any_of_it(open_app: Open) -> None:
    app = open_app()
    app.text_input(key="question").set_value("silence")
    app.button[0].click().run()
    assert page_in(app).texts("h1") == ["Results for “silence”"]
