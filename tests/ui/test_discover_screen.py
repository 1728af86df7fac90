"""The discover screen, run by Streamlit's own test harness against the fake API."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from search_api.schemas import Concept
from search_api.schemas.discovering import MapPoint
from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_api import POINTS
from tests.ui.fake_collection import ALBANIAN, HOSTILE, SILENT
from tests.ui.reading import page_in
from ui.discovering.grouping import COLOURS, GREY, grouped
from ui.discovering.sight import Area, Sight, read_sight, write_sight
from ui.wording import translator

ENGLISH = translator("en")
AROUND = "0.000,0.500,0.000,0.500"  # the first two of three


def drawing(app: AppTest) -> Any:
    """Return the specification of the chart."""
    (chart,) = app.get("vega_lite_chart")
    return json.loads(chart.proto.spec)


def test_the_navigation_leads_to_the_map(open_app: Open) -> None:
    assert page_in(open_app()).links()["Discover"] == "?screen=discover"
    page = page_in(open_app(screen="discover"))
    assert page.texts("h1") == ["Discover the collection"]
    assert page.links()["Over time"] == "?screen=discover&show=growth"
    assert page.links()["What is still missing"] == "?screen=gaps"


def test_the_map_is_coloured_and_explains_its_colours(open_app: Open) -> None:
    app = open_app(screen="discover")
    page = page_in(app)
    assert page.texts("ul", "legend") == ["Physics 2Medicine 1"]
    assert "2 more are not on the map" in page.text
    spec = drawing(app)
    assert [param["name"] for param in spec["params"]] == ["area", "window"]
    assert "http" not in json.dumps(spec["encoding"])
    page = page_in(open_app(screen="discover", by="language"))
    assert page.texts("ul", "legend") == ["English 2Shqip 1"]


def test_the_same_stands_in_a_table(open_app: Open) -> None:
    page = page_in(open_app(screen="discover"))
    assert page.texts("h2") == ["The same as a table"]
    assert page.texts("th") == ["Title", "Discipline", "Language", "Nearest on the map"]
    rows = page.texts("tr")[1:]
    assert rows[0].startswith(f"{ALBANIAN.title}MedicineShqip{SILENT.title}")
    assert page.links()[SILENT.title] == f"?screen=resource&id={SILENT.id}"


def test_the_answers_to_a_question_are_lit_up_and_come_first(
    open_app: Open, fake_api: FakeApi
) -> None:
    page = page_in(open_app(screen="discover", q="silence"))
    assert "3 dots are lit up" in page.text
    assert page.texts("tr")[1].startswith(SILENT.title)
    assert any(asked.startswith("/v1/search?q=silence&k=50") for asked in fake_api.asked)
    assert "0 dots are lit up" in page_in(open_app(screen="discover", q="quantum gravity")).text


def test_an_area_is_a_list_that_can_be_kept(open_app: Open) -> None:
    page = page_in(open_app(screen="discover", area=AROUND))
    assert page.texts("h2") == ["2 resources in this area"]
    assert len(page.texts("tr")) == 3
    links = page.links()
    assert links["Keep all of them in my list"].startswith(
        f"?screen=discover&keep={ALBANIAN.id}&keep={SILENT.id}&area="
    )
    assert links["The whole map"] == "?screen=discover"
    assert links["Zoom in"].endswith("&zoom=1")
    page = page_in(open_app(screen="discover", area=AROUND, zoom="1"))
    assert "Zoom in" not in page.links()


def test_titles_of_documents_stay_text(open_app: Open) -> None:
    page = page_in(open_app(screen="discover", by="institution"))
    assert HOSTILE in page.text
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "iframe", "b"})


def test_strategies_by_family_with_how_often_each_is_used(open_app: Open) -> None:
    page = page_in(open_app(screen="discover", show="strategies"))
    assert page.texts("h2") == ["Active lectures"]
    assert page.links()["Peer instruction 2"] == (
        "?screen=discover&strategy=peer-instruction&show=strategies"
    )
    assert page.texts("li", "aside") == ["Storytelling"]


def test_a_strategy_says_what_it_is_where_and_who(open_app: Open, fake_api: FakeApi) -> None:
    page = page_in(open_app(screen="discover", show="strategies", strategy="peer-instruction"))
    assert "Students vote twice." in page.texts("p", "tagline")
    facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert facts["Where it is used"] == "Natural sciences 2 · Health 1"
    assert facts["Who uses it"].startswith("BALKANETUP 2 · ")
    assert facts["Language"] == "English 2 · Shqip 1"
    assert SILENT.title in page.links()
    assert any("strategy=peer-instruction" in asked for asked in fake_api.asked)
    page = page_in(open_app(screen="discover", show="strategies", strategy="none-such"))
    assert page.texts("h2") == ["Active lectures"]


def test_the_growth_is_a_list_of_bars(open_app: Open) -> None:
    page = page_in(open_app(screen="discover", show="growth"))
    assert page.texts("li") == ["20241", "20264", "November 20265"]
    bars = [given["style"] for tag, given in page.elements if tag == "i"]
    assert bars == ["width:25.0%", "width:100.0%", "width:100.0%"]
    assert "3 of unknown year" in page.text


def test_many_groups_share_a_grey() -> None:
    points = [
        POINTS[0].model_copy(update={"id": f"{number}-{copy}", "institution": f"U{number}"})
        for number in range(12)
        for copy in range(12 - number)
    ]
    points.append(POINTS[0].model_copy(update={"id": "x", "institution": None}))
    groups = grouped(points, "institution", ENGLISH)
    assert list(groups.colours)[:9] == [f"U{number}" for number in range(9)]
    assert [groups.colours[name] for name in ("U0", "Others", "not stated")] == [
        COLOURS[0],
        GREY,
        GREY,
    ]
    assert (groups.sizes["U0"], groups.sizes["Others"], groups.of["x"]) == (12, 6, "not stated")


def test_of_several_strategies_the_most_frequent_gives_the_colour() -> None:
    def point(identifier: str, *strategies: str) -> MapPoint:
        named = [Concept(id=name, label=name) for name in strategies]
        return POINTS[0].model_copy(update={"id": identifier, "strategies": named})

    groups = grouped(
        [point("a", "rare", "common"), point("b", "common"), point("c", "rarer"), point("d")],
        "strategy",
        ENGLISH,
    )
    assert groups.of == {"a": "common", "b": "common", "c": "rarer", "d": "not stated"}


@pytest.mark.parametrize(
    "sight",
    [
        Sight(),
        Sight("growth"),
        Sight("map", "language", Area(0.1, 0.25, -0.5, 1.0), zoomed=True),
    ],
)
def test_what_is_looked_at_is_a_part_of_the_address(sight: Sight) -> None:
    assert read_sight(write_sight(sight)) == sight


@pytest.mark.parametrize("area", ["", "1", "1,2,3", "a,b,c,d", "2,1,0,1", "nan,1,0,1", "0,1,0,inf"])
def test_an_area_that_is_none_is_passed_over(area: str) -> None:
    assert read_sight({"area": [area], "zoom": ["1"]}) == Sight()
