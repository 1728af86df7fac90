"""The browse screen, run by Streamlit's own test harness against the fake API."""

import pytest

from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_collection import SILENT, TREE
from tests.ui.reading import page_in
from ui.screens.browse import path_to


def test_the_tree_has_counts_and_links(open_app: Open) -> None:
    page = page_in(open_app(screen="browse", lang="en"))
    assert page.texts("h1") == ["Browse by discipline"]
    links = page.links()
    assert links["Natural sciences 2"] == "?screen=browse&lang=en&field=05"
    assert links["Physical sciences 2"] == "?screen=browse&lang=en&field=053"
    assert links["Health 1"] == "?screen=browse&lang=en&field=09"


def test_the_way_to_a_field() -> None:
    assert [field.code for field in path_to("0533", TREE)] == ["05", "053", "0533"]
    assert path_to("1014", TREE) == []


def test_a_field_recommends_with_reasons_and_lists_everything(
    open_app: Open, fake_api: FakeApi
) -> None:
    page = page_in(open_app(screen="browse", field="053"))
    assert page.texts("h1") == ["Physical sciences"]
    assert page.texts("h2")[:2] == ["Recommended to start with", "Everything in this field"]
    assert page.texts("p", "reason")[0] == "It is about this field: <b>053</b>."
    assert "45 resources" in page.text
    links = page.links()
    assert (links["All disciplines"], links["Natural sciences 2"], links["Physics 2"]) == (
        "?screen=browse",
        "?screen=browse&field=05",
        "?screen=browse&field=0533",
    )
    assert "/v1/resources?discipline=053&k=20&offset=0&reader_language=en" in fake_api.asked


def test_the_list_is_narrowed_within_the_field(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(screen="browse", field="053")
    assert "filter-discipline" not in {box.key for box in app.sidebar.multiselect}
    app.sidebar.pills(key="filter-language").set_value(["sq"]).run()
    assert dict(app.query_params) == {"screen": "browse", "field": "053", "language": "sq"}
    assert "language=sq" in fake_api.asked[-1] and "discipline=053" in fake_api.asked[-1]
    assert "Recommended to start with" not in page_in(app).texts("h2")


def test_a_resource_of_the_list_leads_back_to_the_field(open_app: Open) -> None:
    links = page_in(open_app(screen="browse", field="053")).links()
    assert links["The silent lecture hall"] == (
        "?screen=resource&field=053&id=silent-large-lecture"
    )


def test_a_field_that_the_collection_lacks_is_no_error(open_app: Open) -> None:
    page = page_in(open_app(screen="browse", field="9999"))
    assert page.texts("h1") == ["9999"]


def test_a_short_list_names_nothing_twice(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.ui.fake_api.LISTED", 3)
    page = page_in(open_app(screen="browse", field="053"))
    assert "What else there is in this field" in page.texts("h2")
    assert "1 resource" in page.texts("p")
    assert page.texts("h3").count(SILENT.title) == 1
