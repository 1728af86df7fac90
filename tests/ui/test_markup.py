"""Nothing that a document says becomes markup, an address, or a picture."""

from hypothesis import given
from hypothesis import strategies as st

from search_api.schemas import Span
from tests.ui.fake_collection import HOSTILE
from tests.ui.reading import page_of
from ui.markup import element, escape, escape_label, highlighted, link, text

# No carriage return or NUL: a browser, and this parser, may replace them by something else.
letters = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=60
)
spans = st.lists(st.builds(Span, start=st.integers(-5, 70), end=st.integers(-5, 70)), max_size=6)


@given(letters)
def test_escaped_text_is_shown_as_it_is(content: str) -> None:
    assert page_of(escape(content)).text == content


@given(letters, letters)
def test_an_attribute_cannot_be_left(content: str, value: str) -> None:
    page = page_of(element("p", escape(content), attributes={"lang": value}))
    assert page.elements == [("p", {"lang": value})]


@given(letters, spans)
def test_highlighting_loses_no_letter(content: str, wanted: list[Span]) -> None:
    page = page_of(highlighted(content, wanted))
    assert page.text == content
    assert {tag for tag, _ in page.elements} <= {"mark"}


def test_overlapping_spans_make_one_mark_after_another() -> None:
    marked = highlighted("one two three", [Span(start=4, end=7), Span(start=0, end=5)])
    assert marked == "<mark>one t</mark><mark>wo</mark> three"


def test_markup_inside_a_mark_stays_text() -> None:
    assert highlighted("<b>x</b>", [Span(start=0, end=3)]) == ("<mark>&lt;b&gt;</mark>x&lt;/b&gt;")


def test_hostile_text_is_only_text() -> None:
    page = page_of(text("p", HOSTILE))
    assert [tag for tag, _ in page.elements] == ["p"]
    assert page.text == HOSTILE


def test_only_the_web_and_our_own_pages_are_linked() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "//evil.example", " https://x"):
        assert "href" not in link(address, escape("x"))
    assert 'target="_self"' in link("?q=x", escape("x"))
    assert 'rel="noopener noreferrer"' in link("https://doi.org/10.1000/182", escape("x"))


def test_a_label_shows_signs_instead_of_obeying_them() -> None:
    assert escape_label("**b** [x](y) $a$ <i>") == r"\*\*b\*\* \[x\]\(y\) \$a\$ \<i\>"
    assert escape_label(":red[x]") == "\\:\u2060red\\[x\\]"
    assert escape_label("Универзитет „Љ“") == "Универзитет „Љ“"
