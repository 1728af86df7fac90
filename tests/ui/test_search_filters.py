"""The filters of a search on the screen: counted, chosen, named, removed."""

from tests.ui.conftest import FakeApi, Open
from tests.ui.reading import page_in


def test_facets_count_and_narrow(open_app: Open) -> None:
    app = open_app(q="silence")
    languages = app.sidebar.pills(key="filter-language")
    assert languages.options == [r"English \(2\)", r"Shqip \(1\)"]
    links = page_in(app).links()
    assert links["Physics (2)"] == "?q=silence&discipline=0533"
    assert links["Health (1)"] == "?q=silence&discipline=09"
    languages.set_value(["sq"]).run()
    assert dict(app.query_params) == {"q": "silence", "language": "sq"}
    assert page_in(app).texts("article")[0].startswith("Studentët që nuk flasin")


def test_a_facet_with_one_value_tells_it(open_app: Open) -> None:
    app = open_app(q="silence")
    assert "filter-type" not in {pill.key for pill in app.sidebar.pills}
    assert page_in(app).texts("p", "only") == ["TypeGood practice (3)"]


def test_what_suits_any_level_is_found_by_each_and_no_choice_of_its_own(open_app: Open) -> None:
    app = open_app(q="silence")
    assert app.sidebar.pills(key="filter-cycle").options == [
        *(r"Bachelor \(2\)", r"First year \(1\)")
    ]


def test_a_field_is_found_by_the_beginning_of_its_name(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(q="silence", discipline="09")
    box = app.sidebar.text_input(key="filter-discipline")
    box.set_value("fiz").run()
    assert fake_api.asked[-1] == "/v1/disciplines?q=fiz&reader_language=en"
    assert page_in(app).texts("ul", "fields")[0] == "Physics (2)"
    assert page_in(app).links()["Physics (2)"] == "?q=silence&discipline=09&discipline=0533"
    box.set_value("nurs").run()  # the list has nothing in it
    assert page_in(app).texts("ul", "fields")[0] == "Nursing (0)"
    box.set_value("xyz").run()
    assert "The collection has no such field." in page_in(app).text


def test_a_filter_that_leaves_nothing_is_named_as_everywhere_else(open_app: Open) -> None:
    app = open_app(q="silence", strategy="peer-instruction")
    assert "Peer instruction ×" in page_in(app).links()
    assert app.sidebar.multiselect(key="filter-strategy").options == ["Peer instruction (0)"]


def test_filters_in_use_can_be_removed_one_by_one(open_app: Open) -> None:
    links = page_in(open_app(q="x y", language="en", year=["2024", "1999"])).links()
    assert links["English ×"] == "?q=x+y&year=2024&year=1999"
    assert links["1999 ×"] == "?q=x+y&language=en&year=2024"
    assert links["Remove all filters"] == "?q=x+y"


def test_a_chosen_value_that_no_result_has_stays_chosen(open_app: Open) -> None:
    app = open_app(q="silence", year="1999")
    assert app.sidebar.pills(key="filter-year").value == ["1999"]
