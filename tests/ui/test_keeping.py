"""The reader's list: in the address, on every page, on its own page, and taken away as files."""

from urllib.parse import parse_qs

import pytest

from search_api.limits import MOST_KEPT
from search_api.schemas import Concept
from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_collection import ALBANIAN, HESHTJA, SILENT
from tests.ui.reading import page_in, page_of
from ui.keeping import Kept, moved, noted, read_kept, toggled, write_notes
from ui.screens.reading_list import _warning
from ui.state import View, read

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
    assert write_notes(noted(listed, 2, " 1:2 ")) == ["2:why", "3:1:2"]
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
    assert page.texts("h2") == [SILENT.title, ALBANIAN.title]
    assert app.text_input(key=f"note {PASSAGE}").value == "Për të hënën"
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
    app.text_input(key=f"note {SILENT.id}").set_value(" First ").run()
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
    assert page_of(_warning(restricted)[0]).texts("p") == ["⚠ Not for <money>."]
    assert _warning(SILENT) == []


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


@pytest.mark.parametrize("language", ["sq", "sr-Cyrl", "el"])
def test_the_list_speaks_the_readers_language(open_app: Open, language: str) -> None:
    assert "Keep" not in page_in(open_app(q="silence students", lang=language)).text
