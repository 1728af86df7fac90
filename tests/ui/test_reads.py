"""The languages a reader reads: chosen once, kept in every address, told on every result."""

from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_collection import HOSTILE
from tests.ui.reading import page_in
from ui.state import address
from ui.view import View


def test_the_languages_are_chosen_and_kept_in_the_address(
    open_app: Open, fake_api: FakeApi
) -> None:
    app = open_app(q="silence", page="2")
    choice = app.pills(key="reads")
    assert choice.options[:3] == ["English", "Shqip", "Bosanski"]
    choice.set_value(["sq"]).run()
    assert dict(app.query_params) == {"reads": "sq", "q": "silence"}
    assert "/v1/search?q=silence&reads=sq&k=10&offset=0" in fake_api.asked[-1]
    app.pills(key="reads").set_value([]).run()
    assert dict(app.query_params) == {"q": "silence"}


def test_own_languages_come_first_and_every_hit_says_its_language(open_app: Open) -> None:
    page = page_in(open_app(q="silence", reads="sq"))
    assert page.texts("span", "tongue") == ["Shqip", "English", "English"]
    assert "not a language you chose" not in page.text  # English is never that


def test_what_the_reader_cannot_read_comes_last_and_says_so(open_app: Open) -> None:
    articles = page_in(open_app(q="silence", reads="el")).texts("article")
    assert articles[0].startswith("The silent lecture hall")
    assert articles[1].startswith(HOSTILE)
    assert "Shqip (not a language you chose)" in articles[2]


def test_without_a_choice_nothing_is_said_of_it(open_app: Open) -> None:
    assert "not a language you chose" not in page_in(open_app(q="silence")).text


def test_every_way_on_keeps_the_languages(open_app: Open) -> None:
    links = page_in(open_app(reads=["mk", "cnr"], lang="mk")).links()
    reader = View(language="mk", reads=("mk", "cnr"))
    assert links["Пребарување"] == address(reader)
    assert links["Преглед"] == address(reader.fresh("browse"))
    assert links["Студентите молчат на предавање"] == address(
        reader.asking("Студентите молчат на предавање")
    )
    browse = page_in(open_app(screen="browse", reads="mk")).links()
    assert browse["Physical sciences 2"] == "?screen=browse&reads=mk&field=053"


def test_a_language_from_an_address_can_be_given_up(open_app: Open) -> None:
    app = open_app(reads="tlh")
    assert app.pills(key="reads").value == ["tlh"]
    app.pills(key="reads").set_value([]).run()
    assert dict(app.query_params) == {}
