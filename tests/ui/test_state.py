"""The address is the only memory: a view survives it, and nonsense in it does no harm."""

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from ui.state import FACETS, LANGUAGES, LAST_PAGE, View, address, page_count, read, write

values = st.text(min_size=1, max_size=20)
views = st.builds(
    View,
    screen=st.sampled_from(["search", "resource", "browse"]),
    language=st.none() | st.sampled_from(LANGUAGES),
    query=st.text(max_size=50).map(str.strip),
    filters=st.dictionaries(
        st.sampled_from(FACETS), st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    ),
    page=st.integers(1, LAST_PAGE),
    resource=st.none() | values,
    passage=st.none() | st.integers(0, 999_999),
    browsing=st.none() | values,
)


@given(views)
def test_a_view_survives_its_address(view: View) -> None:
    assert read(write(view)) == view


@given(views)
def test_a_link_carries_the_whole_view(view: View) -> None:
    # "surrogatepass" is not needed: hypothesis gives no lone surrogates by default.
    found = parse_qs(address(view)[1:], keep_blank_values=True, strict_parsing=False)
    assert read(found) == view


@given(st.dictionaries(st.text(max_size=10), st.lists(st.text(max_size=10), max_size=3)))
def test_any_address_gives_a_view_that_stays_the_same(params: dict[str, list[str]]) -> None:
    view = read(params)
    assert read(write(view)) == view


def test_an_address_reads_as_a_person_would_read_it() -> None:
    view = View(query="mark essays", filters={"language": ("sq", "en")}, page=2, language="hr")
    assert address(view) == "?lang=hr&q=mark+essays&language=sq&language=en&page=2"


def test_the_start_page_has_the_shortest_address() -> None:
    assert write(View()) == {}


def test_what_makes_no_sense_is_passed_over() -> None:
    given_address = {
        "screen": ["settings"],
        "lang": ["tlh"],
        "page": ["-3"],
        "passage": ["x"],
        "utm_source": ["mail"],
        "language": ["", "sq", "sq"],
    }
    assert read(given_address) == View(filters={"language": ("sq",)})


def test_a_page_beyond_reason_is_the_last_one() -> None:
    assert read({"page": ["999999"]}).page == LAST_PAGE


def test_choosing_a_filter_starts_from_the_first_page() -> None:
    view = View(query="x", filters={"year": ("2024",)}, page=3)
    assert view.narrowed("language", ["sq"]).filters == {"year": ("2024",), "language": ("sq",)}
    assert view.narrowed("language", ["sq"]).page == 1
    assert view.narrowed("year", []).filters == {}


def test_a_resource_remembers_the_way_back() -> None:
    results = View(query="silence", filters={"year": ("2024",)}, language="mk")
    opened = results.opening("r1", 7)
    assert (opened.screen, opened.resource, opened.passage) == ("resource", "r1", 7)
    assert opened.back_to_results() == results


def test_from_browsing_the_way_back_is_to_the_field() -> None:
    field = View(screen="browse", browsing="0533")
    assert field.opening("r1").back_to_results() == field


def test_pages() -> None:
    assert [page_count(total, 10) for total in (0, 1, 10, 11, 25)] == [1, 1, 1, 2, 3]
    assert View(page=3).offset(10) == 20
