"""The search screen, run by Streamlit's own test harness against the fake API."""

import pytest
import streamlit as st

from search_api.schemas import Band, Hit
from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_collection import ALBANIAN, FOUND_BY_MEANING, HOSTILE
from tests.ui.reading import page_in
from ui.home import questions
from ui.page import Page
from ui.state import address
from ui.view import View
from ui.why import because
from ui.wording import strings, translator


def test_the_start_page_invites(open_app: Open) -> None:
    app = open_app()
    page = page_in(app)
    assert page.texts("h1") == ["What would you like to do better in your teaching?"]
    assert app.text_input(key="question").placeholder.startswith("Describe your situation")
    assert page.links()["How do I mark 200 essays fairly?"] == (
        "?q=How+do+I+mark+200+essays+fairly%3F"
    )
    assert "In the collection: 3 resources · 57 passages" in page.text
    assert not app.sidebar.multiselect


def test_questions_are_in_the_readers_language(open_app: Open) -> None:
    page = page_in(open_app(lang="el"))
    assert set(page.links()) & {*questions("el"), *questions("en")} == set(questions("el"))


def test_the_start_page_shows_what_is_new_and_the_fields(open_app: Open, fake_api: FakeApi) -> None:
    page = page_in(open_app(lang="hr", reads="sq"))
    assert "dodano 27. studenoga 2026." in page.text
    assert page.links()["The silent lecture hall"].endswith("&id=silent-large-lecture")
    assert page.links()["Natural sciences 2"] == "?screen=browse&lang=hr&reads=sq&field=05"
    assert "/v1/resources?sort=-added&k=5&reader_language=hr" in fake_api.asked


def test_asking_puts_the_question_into_the_address(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(lang="en", page="3")
    app.text_input(key="question").set_value("  silence students ")
    app.button[0].click().run()
    assert dict(app.query_params) == {"lang": "en", "q": "silence students"}
    assert "The silent lecture hall" in page_in(app).texts("h2")
    assert "/v1/search?q=silence+students&k=10&offset=0&reader_language=en" in fake_api.asked


@pytest.mark.parametrize(
    ("screen", "query", "key", "text"),
    [
        ("", {"q": "silence students"}, "question", "silence students"),
        ("list", {"keep": "silent-large-lecture", "title": "For May"}, "list title", "For May"),
        ("people", {"q": "silence"}, "who", "silence"),
    ],
)
def test_a_box_says_what_it_said_when_the_reader_comes_back(
    open_app: Open, screen: str, query: dict[str, str], key: str, text: str
) -> None:
    app = open_app(**query, screen=screen)
    app.query_params.update(screen="resource", id="silent-large-lecture")
    app.run()
    del app.query_params["id"]
    app.query_params["screen"] = screen
    app.run()
    assert app.text_input(key=key).value == text


def test_results_in_the_order_of_the_answer_with_their_strength_in_words(open_app: Open) -> None:
    page = page_in(open_app(q="silence students"))
    assert page.texts("h1") == ["Results for “silence students”"]
    assert [title for title in page.texts("h2") if title != "Narrow the results"] == [
        "The silent lecture hall",
        "Studentët që nuk flasin",
        HOSTILE,
    ]
    assert page.texts("span", "strength") == ["Possible match", "Possible match", "Weak match"]
    assert "25 resources, nearest first" in page.text


def test_what_is_asked_for_by_name_is_a_strong_match_that_says_so(open_app: Open) -> None:
    page = page_in(open_app(q="The silent lecture hall"))
    assert page.texts("span", "strength") == ["Strong match", "Possible match", "Weak match"]
    assert "Its title is what you asked for." in page.text


def test_a_work_is_shown_once_with_links_to_its_other_versions(open_app: Open) -> None:
    page = page_in(open_app(q="silence students"))
    assert page.texts("article")[0].count("Other versions: Bosanski, PDF") == 1
    assert page.links()["Bosanski, PDF"].endswith("id=silent-large-lecture-bs")
    assert "Other versions" not in page.texts("article")[1]


def test_a_misspelt_question_gets_a_better_one_to_press(open_app: Open) -> None:
    page = page_in(open_app(q="silnce students"))
    assert page.links()["Did you mean: silence students"] == "?q=silence+students"
    assert "Did you mean" not in page_in(open_app(q="silence students")).text


def test_a_question_in_a_language_not_searched_in_is_told_so(open_app: Open) -> None:
    told = "This looks like German. We search in Albanian, Bosnian, Bulgarian, Croatian, English"
    assert told in page_in(open_app(q="die stille Vorlesung")).text
    assert "This looks like" not in page_in(open_app(q="silence students")).text


def test_without_the_server_of_the_vectors_it_says_that_words_alone_are_searched(
    open_app: Open,
) -> None:
    told = "For the moment only words are searched, not meaning"
    assert told in page_in(open_app(q="silence without vectors")).text
    assert told not in page_in(open_app(q="silence students")).text


def test_a_result_shows_its_best_passage_its_place_and_why(open_app: Open) -> None:
    page = page_in(open_app(q="silence students"))
    first = page.texts("article")[0]
    assert page.texts("blockquote")[0].startswith("Students vote, then talk to a neighbour")
    assert page.texts("mark")[:2] == ["Students", "Silence"]
    assert "p. 4 · Steps › Voting" in first
    assert "English · Good practice · 2026 · Physics · PDF · CC BY 4.0" in first
    assert page.texts("p", "because")[0] == (
        "This passage has words of your question: “silence”, “students”."
    )
    assert "Place by meaning: 1 (similarity 0.71)" in first
    assert "Place by words: 2" in first
    assert "1 more passage from this resource" in first


def test_the_first_result_says_in_a_line_what_its_next_passage_says(open_app: Open) -> None:
    (line,) = page_in(open_app(q="silence students")).texts("p", "also")
    assert line == "This resource also says: A second look at votes."
    assert not page_in(open_app(q="silence students", page="2")).texts("p", "also")


def test_a_result_by_meaning_alone_says_so(open_app: Open) -> None:
    second = page_in(open_app(q="silence students")).texts("article")[1]
    assert (
        "This passage is near to your question in meaning, above all by these words: “Heshtja”."
    ) in second
    assert "Place by words" not in second
    assert "Shqip" in second


def test_the_results_can_be_taken_away_and_followed(open_app: Open, fake_api: FakeApi) -> None:
    links = page_in(open_app(q="silence students", language="sq", lang="en")).links()
    asked = "q=silence+students&language=sq&reader_language=en"
    assert links["RIS"] == f"{fake_api.base}/v1/export?{asked}&format=ris"
    assert links["Follow what is new"] == f"{fake_api.base}/feed?{asked}"


@pytest.mark.parametrize(
    ("band", "said"),
    [("possible", "This passage is near to your question"), ("weak", "not close to your question")],
)
def test_a_weak_match_is_never_called_near(band: Band, said: str) -> None:
    hit = Hit(resource=ALBANIAN, score=0.5, band=band, matches=[FOUND_BY_MEANING])
    page = Page(View(query="silence"), "en", translator("en"))
    (sentence,) = because(hit, page, 440)
    assert said in str(sentence)


def test_titles_and_passages_link_to_the_resource_and_remember_the_search(open_app: Open) -> None:
    links = page_in(open_app(q="silence", language="en", lang="bs")).links()
    search = View(query="silence", filters={"language": ("en",)}, language="bs")
    assert links["The silent lecture hall"] == address(search.opening("silent-large-lecture"))
    assert "CC BY 4.0" in links
    assert links["CC BY 4.0"] == "https://creativecommons.org/licenses/by/4.0/"


def test_what_is_weaker_is_a_click_away(open_app: Open, fake_api: FakeApi) -> None:
    links = page_in(open_app(q="silence")).links()
    assert links["Show 9 weaker matches"] == "?q=silence&weaker=1"
    again = page_in(open_app(q="silence", weaker="1")).links()
    assert "weaker=true" in fake_api.asked[-1]
    assert again["Show the matches only"] == "?q=silence"


def test_a_card_tells_the_setting_and_the_gist_in_the_reader_s_language(open_app: Open) -> None:
    second = page_in(open_app(q="silence")).texts("article")[1]
    assert "Peer instruction · Large class · First year · 90 min" in second
    assert "In your language: Students who do not speak. What the silence says." in second
    assert "Any mode" not in second
    own = page_in(open_app(q="silence", reads="sq")).texts("article")[0]
    assert own.startswith("Studentët")
    assert "In your language" not in own  # who reads Albanian needs no other version


def test_pages(open_app: Open, fake_api: FakeApi) -> None:
    page = page_in(open_app(q="silence", page="2"))
    assert "offset=10" in fake_api.asked[-1]
    assert "Page 2 of 3" in page.text
    assert page.links()["← Previous page"] == "?q=silence"
    assert page.links()["Next page →"] == "?q=silence&page=3"


def test_the_language_of_the_page_is_chosen_and_kept(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(q="silence")
    app.selectbox(key="language").set_value("mk").run()
    assert dict(app.query_params) == {"lang": "mk", "q": "silence"}
    assert page_in(app).texts("h1") == ["Резултати за „silence“"]
    assert fake_api.asked[-1].endswith("reader_language=mk")


@pytest.mark.parametrize("language", ["sq", "bs", "hr", "sr-Cyrl", "sr-Latn", "mk", "el", "bg"])
def test_every_language_has_a_start_page(open_app: Open, language: str) -> None:
    page = page_in(open_app(lang=language))
    assert page.texts("h1") == [strings(language)["search_heading"]]


def test_unknown_parameters_do_no_harm(open_app: Open) -> None:
    page = page_in(open_app(screen="settings", lang="tlh", page="zero", colour="blue"))
    assert page.texts("h1") == ["What would you like to do better in your teaching?"]


def test_hostile_text_stays_text(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(q=HOSTILE, institution=HOSTILE)
    page = page_in(app)
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "iframe", "b"})
    ours = ("?", "https://creativecommons.org/", f"{fake_api.base}/")
    assert all(value.startswith(ours) for value in page.links().values())
    assert not any(name.startswith("on") for _, given in page.elements for name in given)
    assert HOSTILE in page.texts("blockquote")


def test_no_document_text_reaches_a_markdown_element(open_app: Open) -> None:
    app = open_app(q="silence")
    assert not app.markdown and not app.caption and not app.title and not app.header


def test_answers_are_remembered_only_briefly(open_app: Open, fake_api: FakeApi) -> None:
    open_app(q="silence")
    open_app(q="silence")
    assert len(fake_api.asked) == 1
    st.cache_data.clear()
    open_app(q="silence")
    assert len(fake_api.asked) == 2


@pytest.mark.parametrize("question", ["x" * 1500, "a\x00b", '"; DROP TABLE', "$x$ :red[a]\n# b"])
def test_any_question_in_an_address_is_asked_as_it_is(
    open_app: Open, fake_api: FakeApi, question: str
) -> None:
    page = page_in(open_app(q=question))
    assert page.texts("h1") == [f"Results for “{question}”"]
