"""The reader's list: in the address, on every page, on its own page, and taken away as files."""

from urllib.parse import parse_qs

import pytest

from search_api.limits import MOST_KEPT
from search_api.schemas import Concept
from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_collection import ALBANIAN, HESHTJA, SILENT
from tests.ui.reading import page_in, page_of
from ui.keeping import Kept, changed, moved, read_kept, toggled, write_notes
from ui.listing.items import warning
from ui.state import read
from ui.view import View

PASSAGE = HESHTJA.id


def parameters(address: str) -> dict[str, list[str]]:
    return parse_qs(address.partition("?")[2])


def test_a_resource_goes_in_once_and_out_again() -> None:
    listed = toggled(toggled((), "a"), "b~0123456789abcdef")
    assert [kept.resource for kept in listed] == ["a", "b"]
    assert toggled(listed, "b~fedcba9876543210"[:18]) == (Kept("a"),)
    full = tuple(Kept(str(number)) for number in range(MOST_KEPT))
    assert toggled(full, "more") == full


def test_order_and_notes() -> None:
    listed = (Kept("a"), Kept("b", "why"), Kept("c"))
    assert [kept.name for kept in moved(listed, 1, -1)] == ["b", "a", "c"]
    assert [kept.name for kept in moved(listed, 0, 1)] == ["b", "a", "c"]
    assert moved(listed, 0, -1) == listed
    assert write_notes(changed(listed, 2, note=" 1:2 ")) == ["2:why", "3:1:2"]
    assert read_kept(["a", "b"], ["2:x", "9:far", "none", "1:"]) == (Kept("a"), Kept("b", "x"))


def test_the_list_goes_along_to_every_screen() -> None:
    view = read({"keep": ["a", "b"], "note": ["1:n"], "title": ["T"], "q": ["x"]})
    assert view.fresh("browse") == View(
        screen="browse", kept=(Kept("a", "n"), Kept("b")), title="T"
    )


def test_a_result_is_ticked_with_its_best_passage(open_app: Open) -> None:
    page = page_in(open_app(q="silence students"))
    labels = [attributes.get("aria-label") for _, attributes in page.elements]
    assert f"Keep: {SILENT.title}" in labels
    assert page.links()["My list"] == "?screen=list"
    ticks = [
        attributes["href"]
        for _, attributes in page.elements
        if attributes.get("aria-label") == f"Keep: {ALBANIAN.title}"
    ]
    assert parameters(ticks[0]) == {"q": ["silence students"], "keep": [PASSAGE]}


def test_what_is_kept_is_said_and_can_be_taken_out(open_app: Open) -> None:
    page = page_in(open_app(q="silence students", keep=PASSAGE))
    assert page.links()["My list (1)"].startswith("?screen=list&keep=")
    (out,) = [
        attributes["href"]
        for _, attributes in page.elements
        if attributes.get("aria-label") == f"Kept: {ALBANIAN.title}"
    ]
    assert "keep" not in parameters(out)


def test_an_empty_list_says_how_to_begin(open_app: Open) -> None:
    assert "Nothing is kept yet." in page_in(open_app(screen="list")).text


def test_the_list_shows_what_is_in_it_and_leads_to_its_files(
    open_app: Open, fake_api: FakeApi
) -> None:
    app = open_app(screen="list", keep=[SILENT.id, PASSAGE], note="2:Për të hënën", title="Mine")
    page = page_in(app)
    assert page.texts("h1") == ["Mine"]
    assert page.texts("h2")[:2] == [SILENT.title, ALBANIAN.title]
    assert app.text_input(key="note 1").value == "Për të hënën"
    word = page.links()["Word"]
    assert word.startswith(f"{fake_api.base}/v1/export?")
    assert parameters(word) == {
        "ids": [SILENT.id, PASSAGE],
        "note": ["2:Për të hënën"],
        "title": ["Mine"],
        "format": ["docx"],
        "reader_language": ["en"],
    }


def test_a_note_and_a_title_go_into_the_address(open_app: Open) -> None:
    app = open_app(screen="list", keep=SILENT.id)
    app.text_input(key="note 0").set_value(" First ").run()
    assert app.query_params["note"] == "1:First"
    app.text_input(key="list title").set_value("Monday").run()
    assert app.query_params["title"] == "Monday"
    assert page_in(app).texts("h1") == ["Monday"]


def test_what_is_gone_is_said_and_left_out_of_the_files(open_app: Open) -> None:
    gone = f"{ALBANIAN.id}~gone000000000000"
    page = page_in(open_app(screen="list", keep=["lost", SILENT.id, gone], note="2:n"))
    assert "No longer in the collection: lost." in page.text
    assert "The passage that was kept is no longer in the text." in page.text
    exported = parameters(page.links()["RIS"])
    assert (exported["ids"], exported["note"]) == ([SILENT.id, gone], ["1:n"])


def test_what_a_licence_forbids_is_warned_of() -> None:
    restricted = SILENT.model_copy(
        update={"reuse": [Concept(id="noncommercial", label="Not for <money>.")]}
    )
    assert page_of(warning(restricted)[0]).texts("p") == ["⚠ Not for <money>."]
    assert warning(SILENT) == []


def test_items_are_moved_and_removed_by_links(open_app: Open) -> None:
    page = page_in(open_app(screen="list", keep=["silent-large-lecture", ALBANIAN.id]))
    by_label = {
        attributes.get("aria-label"): attributes.get("href", "") for _, attributes in page.elements
    }
    down = by_label[f"Move down: {SILENT.title}"]
    assert parameters(down)["keep"] == [ALBANIAN.id, SILENT.id]
    assert f"Move up: {SILENT.title}" not in by_label
    assert parameters(by_label[f"Remove: {SILENT.title}"])["keep"] == [ALBANIAN.id]
    assert "keep" not in parameters(page.links()["Empty the list"])


def test_a_resource_says_how_to_cite_it(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(screen="resource", id=SILENT.id)
    assert [block.value for block in app.code] == [f"{SILENT.id} in apa"]
    page = page_in(app)
    assert f"MLA: {SILENT.id} in mla" in page.texts("p")
    assert page.links()["BibTeX"] == (
        f"{fake_api.base}/v1/resources/{SILENT.id}/citation?format=bibtex"
    )


PACK = {
    "screen": "list",
    "keep": ["silent-large-lecture", "*Break"],
    "block": ["1:practice", "2:break"],
    "minutes": ["1:45", "2:40"],
    "topic": "silence",
    "duration": "90",
    "for": "0913",
    "readers": ["sq", "en"],
    "made": "2026-11-27T14:00:00+00:00",
}


def test_a_workshop_is_suggested_from_the_form(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(screen="list", reads="sq")
    app.text_input[0].set_value(" silence ")
    app.number_input[0].set_value(60)
    app.multiselect[0].set_value(["05"])
    app.button[-1].click().run()
    assert app.query_params["keep"] == ["silent-large-lecture", "*Break"]
    assert app.query_params["block"] == ["1:practice", "2:break"]
    assert app.query_params["minutes"] == ["1:30", "2:30"]
    assert app.query_params["for"] == "05"
    assert page_in(app).texts("h1") == ["Silence"]
    asked = next(path for path in fake_api.asked if path.startswith("/v1/packs/suggest"))
    assert parameters(asked)["reads"] == ["sq"]
    assert parameters(asked)["minutes"] == ["60"]


def test_a_topic_that_nothing_matches_says_so(open_app: Open) -> None:
    app = open_app(screen="list")
    app.text_input[0].set_value("nothing")
    app.button[-1].click().run()
    assert "Lacking: evidence <b>." in page_in(app).text
    assert "keep" not in app.query_params


def test_a_pack_says_what_it_lacks_and_offers_another_one(
    open_app: Open, fake_api: FakeApi
) -> None:
    page = page_in(open_app(**PACK))
    for said in ("Suggested for: silence", "Lacking: evidence <b>.", "Why silent-large-lecture."):
        assert said in page.text
    asked = next(path for path in fake_api.asked if path.startswith("/v1/packs/review"))
    assert parameters(asked)["placed"] == ["practice:silent-large-lecture", "break:*Break"]
    assert parameters(asked)["since"] == ["2026-11-27T14:00:00+00:00"]
    by_label = {
        attributes.get("aria-label"): attributes.get("href", "") for _, attributes in page.elements
    }
    other = parameters(by_label[f"Another one: {SILENT.title}"])
    assert (other["keep"][1], other["minutes"]) == ("*Break", ["1:45", "2:40"])
    assert other["keep"][0] not in ("silent-large-lecture", "*Break")
    assert "Minutes: 85 of 90" in page.text
    assert parameters(page.links()["Share the minutes anew"])["minutes"] == ["1:45", "2:45"]


def test_marks_and_things_of_ones_own_go_into_the_address(open_app: Open) -> None:
    app = open_app(screen="list", keep=[SILENT.id])
    app.selectbox(key="part 0").set_value("evidence").run()
    app.number_input(key="minutes 0").set_value(20).run()
    app.text_input(key="list own").set_value(" Coffee  break ").run()
    app.text_input(key="list audience").set_value("Nurses").run()
    app.text_input(key="list start").set_value("9:30").run()
    shown = {name: app.query_params[name] for name in ("block", "minutes", "audience", "start")}
    assert shown == {
        "block": "1:evidence",
        "minutes": "1:20",
        "audience": "Nurses",
        "start": "9:30",
    }
    assert app.query_params["keep"] == [SILENT.id, "*Coffee break"]
    word = parameters(page_in(app).links()["Word"])
    assert (word["part"], word["minutes"]) == (["1:evidence"], ["1:20"])
    assert (word["ids"][1], word["audience"], word["start"]) == (
        "*Coffee break",
        ["Nurses"],
        ["9:30"],
    )
    app.text_input(key="list start").set_value("soon").run()
    assert app.text_input(key="list start").value == ""


@pytest.mark.parametrize("language", ["sq", "sr-Cyrl", "el"])
def test_the_list_speaks_the_readers_language(open_app: Open, language: str) -> None:
    assert "Keep" not in page_in(open_app(q="silence students", lang=language)).text
