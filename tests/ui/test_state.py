"""The address is the only memory: a view survives it, and nonsense in it does no harm."""

from dataclasses import replace
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from indexer.metadata import facets
from search_api.limits import LEAST_MINUTES, MOST_EXAMPLES, MOST_MINUTES
from ui.keeping import Kept
from ui.planning import Plan
from ui.state import FACETS, LANGUAGES, LAST_PAGE, address, read, write
from ui.view import View, page_count

values = st.text(min_size=1, max_size=20)
names = st.from_regex(r"[0-9a-v]{16}(-[2-9])?|[0-9]{1,6}", fullmatch=True)
passages = st.lists(
    st.from_regex(r"[a-z0-9-]{1,9}~[0-9a-v]{16}|[0-9]{1,19}", fullmatch=True),
    max_size=MOST_EXAMPLES,
    unique=True,
).map(tuple)
tags = st.sampled_from(["en", "sq", "sr", "sr-Latn", "cnr"])
phrases = st.sampled_from(["", "why", "1:2", "Për të hënën\nи уторак", "a&b=c"])
kept = st.lists(
    st.builds(
        Kept,
        st.sampled_from(["a", "b c", "d~0123456789abcdef", "1:", "*Coffee break"]),
        phrases,
        st.sampled_from([None, "opener", "break"]),
        st.integers(0, MOST_MINUTES),
    ),
    max_size=3,
    unique_by=lambda item: item.name,
).map(tuple)
plans = st.builds(Plan, audience=phrases, start=st.sampled_from(["", "9:30"])) | st.builds(
    Plan,
    audience=phrases,
    start=st.sampled_from(["", "14.05"]),
    topic=st.sampled_from(["groups", "1:2", "a&b=c"]),
    duration=st.integers(LEAST_MINUTES, MOST_MINUTES),
    fields=st.lists(st.sampled_from(["09", "0913"]), max_size=2, unique=True).map(tuple),
    readers=st.lists(tags, max_size=2, unique=True).map(tuple),
    made=st.sampled_from(["", "2026-11-27", "2026-11-27T14:00:00+00:00"]),
)
views = st.builds(
    View,
    kept=kept,
    title=phrases,
    plan=plans,
    reads=st.lists(tags, max_size=3, unique=True).map(tuple),
    like=passages,
    unlike=passages,
    screen=st.sampled_from(["search", "resource", "browse", "list", "maintain"]),
    part=st.sampled_from(["state", "jobs", "unknown"]),
    language=st.none() | st.sampled_from(LANGUAGES),
    query=st.text(max_size=50).map(str.strip),
    filters=st.dictionaries(
        st.sampled_from(FACETS), st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    ),
    page=st.integers(1, LAST_PAGE),
    found_on=st.integers(1, LAST_PAGE),
    resource=st.none() | values,
    passage=st.none() | names,
    browsing=st.none() | values,
).map(
    lambda view: replace(
        view, unlike=tuple(passage for passage in view.unlike if passage not in view.like)
    )
)


@given(views)
def test_a_view_survives_its_address(view: View) -> None:
    assert read(write(view)) == view


@given(views)
def test_a_link_carries_the_whole_view(view: View) -> None:
    # "surrogatepass" is not needed: hypothesis gives no lone surrogates by default.
    parameters = parse_qs(address(view)[1:], keep_blank_values=True, strict_parsing=False)
    assert read(parameters) == view


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
        "reads": ["Klingon", "sq", "<b>"],
        "like": ["7", "x", "7", "-1"],
        "unlike": ["7", "8"],
    }
    expected = View(filters={"language": ("sq",)}, reads=("sq",), like=("7",), unlike=("8",))
    assert read(given_address) == expected


def test_a_page_beyond_reason_is_the_last_one() -> None:
    assert read({"page": ["999999"]}).page == LAST_PAGE


def test_choosing_a_filter_starts_from_the_first_page() -> None:
    view = View(query="x", filters={"year": ("2024",)}, page=3)
    assert view.narrowed("language", ["sq"]).filters == {"year": ("2024",), "language": ("sq",)}
    assert view.narrowed("language", ["sq"]).page == 1
    assert view.narrowed("year", []).filters == {}


def test_an_example_is_chosen_changed_and_taken_back() -> None:
    view = View(query="silence", page=3)
    liked = view.more_like("31").more_like("41")
    assert (liked.like, liked.unlike, liked.page) == (("31", "41"), (), 1)
    assert (liked.less_like("31").like, liked.less_like("31").unlike) == (("41",), ("31",))
    assert liked.more_like("31").like == ("41",)
    assert liked.less_like("31").less_like("31").unlike == ()


def test_of_too_many_examples_the_oldest_goes() -> None:
    view = View(like=tuple(map(str, range(MOST_EXAMPLES))))
    assert view.more_like("99").like == (*map(str, range(1, MOST_EXAMPLES)), "99")


def test_another_question_forgets_the_examples_and_keeps_the_filters() -> None:
    view = View(query="a", filters={"year": ("2024",)}, reads=("el",), like=("1",), unlike=("2",))
    assert view.asking(" b ") == View(query="b", filters={"year": ("2024",)}, reads=("el",))


def test_a_fresh_view_is_for_the_same_reader() -> None:
    view = View(language="mk", reads=("mk", "sr"), query="a", like=("1",), page=2)
    assert view.fresh("browse") == View(screen="browse", language="mk", reads=("mk", "sr"))


def test_a_liked_passage_is_a_question_of_its_own() -> None:
    assert View(like=("1",)).asks and View(query="a").asks
    assert not View(unlike=("1",)).asks and not View().asks


def test_a_resource_remembers_the_way_back() -> None:
    results = View(query="silence", filters={"year": ("2024",)}, language="mk")
    opened = results.opening("r1", "7")
    assert (opened.screen, opened.resource, opened.passage) == ("resource", "r1", "7")
    assert opened.back_to_results() == results


def test_from_browsing_the_way_back_is_to_the_field() -> None:
    field = View(screen="browse", browsing="0533")
    assert field.opening("r1").back_to_results() == field


def test_pages() -> None:
    assert [page_count(total, 10) for total in (0, 1, 10, 11, 25)] == [1, 1, 1, 2, 3]
    assert View(page=3).offset(10) == 20


def test_every_filter_is_one_of_the_api() -> None:
    assert set(FACETS) <= set(facets.FACETS)
