"""The screens of people, institutions and gaps, run by Streamlit's own test harness."""

import pytest

from tests.ui.conftest import FakeApi, Open
from tests.ui.reading import page_in


def test_who_has_done_it_is_shown_with_what_shows_it(open_app: Open) -> None:
    page = page_in(open_app(screen="people", q="silence"))
    assert page.texts("h2") == ["Ana Marković"]
    links = page.links()
    assert links["Ana Marković"] == "?screen=person&q=silence&id=ana-markovic"
    assert links["University of Zagreb"].startswith("?screen=institution&")
    assert links["The silent lecture hall"].startswith("?screen=resource&q=silence")
    assert "with Ivo <Horvat>" in page.text  # escaped: it is text
    assert "2 resources answer" in page.text
    assert "Possible match" in page.text


def test_asking_goes_to_the_address(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(screen="institutions")
    assert "12 institutions" in page_in(app).text
    app.text_input(key="who").set_value(" group work ")
    app.button[0].click().run()
    assert dict(app.query_params) == {"screen": "institutions", "q": "group work"}
    assert "/v1/institutions?q=group+work&k=10&offset=0&reader_language=en" in fake_api.asked


def test_nobody_is_said_to_have_done_what_nothing_answers(open_app: Open) -> None:
    page = page_in(open_app(screen="people", q="nothing", lang="sq"))
    assert page.texts("p", "note") == [
        "Asgjë në koleksion nuk është e afërt me këtë, prandaj nuk mund të përmendim askënd."
    ]


def test_where_what_answers_names_nobody_it_can_be_read(open_app: Open) -> None:
    page = page_in(open_app(screen="people", q="unnamed"))
    assert "it names nobody" in page.texts("p", "note")[0]
    assert page.links()["Results for “unnamed”"] == "?q=unnamed"


def test_a_person_has_their_address_work_and_colleagues(open_app: Open) -> None:
    page = page_in(open_app(screen="person", id="ana-markovic", q="silence"))
    assert page.texts("h1") == ["Ana Marković"]
    assert page.texts("dd") == [
        "ana@example.edu",
        "University of Zagreb",
        "Ivo <Horvat>",
        "Physics (2)",
        "Shqip (1)",
        "Physics 1",
    ]
    assert "Also written: A. Marković" in page.text
    assert page.links()["← People"] == "?screen=people&q=silence"


def test_an_institution_has_its_parts_and_people(open_app: Open) -> None:
    page = page_in(open_app(screen="institution", id="university-of-zagreb"))
    assert page.texts("dd")[:2] == ["Department of Physics", "Ana Marković"]


def test_a_person_who_is_not_there(open_app: Open) -> None:
    page = page_in(open_app(screen="person", id="nobody"))
    assert "Nobody of this name is in the collection." in page.text


def test_the_matrix_is_a_table_with_headers_shades_and_sums(open_app: Open) -> None:
    page = page_in(open_app(screen="gaps"))
    scopes = [attributes["scope"] for name, attributes in page.elements if name == "th"]
    assert scopes == ["col", "col", "col", "row", "row"]
    assert page.texts("td") == ["", "7", "7", "", "0", "0", "6"]
    assert page.texts("td", "heat-4") == ["7"]
    assert page.texts("td", "heat-0") == ["0"]
    assert "Health – Active lectures · Asked in vain: 6" in page.text
    assert page.links()["Natural sciences"] == "?screen=browse&field=05"
    assert page.links()["Save as a table"].endswith(
        "/v1/gaps?format=csv&rows=discipline&columns=strategy&reader_language=en"
    )


def test_a_dimension_that_the_other_has_swaps_them(open_app: Open) -> None:
    app = open_app(screen="gaps")
    app.selectbox(key="gaps-rows").set_value("strategy").run()
    assert dict(app.query_params) == {"screen": "gaps", "rows": "strategy", "columns": "discipline"}
    assert app.selectbox(key="gaps-columns").value == "discipline"


def test_what_found_nothing_can_be_put_to_the_network(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(screen="gaps", q="marking studio work of architects")
    assert app.text_area(key="request").value == "marking studio work of architects"
    assert "How to mark <studio> work" in page_in(app).text
    app.button[-1].click().run()
    assert "Your text will be shown here once the maintainers have read it." in page_in(app).text
    assert app.text_area(key="request").value == ""
    assert "/v1/requests?" in fake_api.asked


@pytest.mark.parametrize("text", ["write to ana@example.edu please", "short"])
def test_a_text_that_is_refused_stays_in_the_box(open_app: Open, text: str) -> None:
    app = open_app(screen="gaps", lang="bg")
    app.text_area(key="request").set_value(text)
    app.button[-1].click().run()
    assert "без адреси и телефонни номера" in page_in(app).text
    assert app.text_area(key="request").value == text
