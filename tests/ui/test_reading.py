"""Reading a resource: the page as it is printed, the next match, another version beside it."""

from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_collection import ALBANIAN, EVIL, SILENT
from tests.ui.reading import page_in

AT_33 = {"screen": "resource", "id": SILENT.id, "passage": f"{33:016}"}


def test_the_page_of_the_passage_is_shown_with_words_for_it(open_app: Open) -> None:
    page = page_in(open_app(**AT_33))
    (picture,) = [given for tag, given in page.elements if tag == "img"]
    assert picture["src"].startswith("data:image/png;base64,iVBOR")
    assert picture["alt"] == "Picture of page 4 of 6, the passage marked on it"
    (enlarged,) = [given for _, given in page.elements if given.get("href", "").endswith(".png")]
    assert enlarged["aria-label"] == "Open the page at full size"
    links = page.links()
    assert links["p. 3"].endswith("&sheet=3")
    assert links["p. 5"].endswith("&sheet=5")


def test_one_can_turn_the_pages(open_app: Open) -> None:
    page = page_in(open_app(**AT_33, sheet="6"))
    assert "Page 6 of 6" in page.texts("figcaption")[0]
    assert "p. 7" not in page.links()
    (picture,) = [given for tag, given in page.elements if tag == "img"]
    assert picture["alt"] == "Picture of page 6 of 6"
    assert page.texts("p", "note") == []  # another page than that of the passage


def test_a_page_that_cannot_be_painted_is_told_and_the_text_stays(open_app: Open) -> None:
    page = page_in(open_app(**AT_33, sheet="5"))
    assert "cannot be shown here" in page.texts("p", "note")[0]
    assert page.texts("div", "text")[0].startswith("33: Students vote")


def test_without_libreoffice_it_is_told_what_is_missing(open_app: Open, fake_api: FakeApi) -> None:
    page = page_in(open_app(screen="resource", id=ALBANIAN.id, passage="0"))
    assert any("LibreOffice must be installed" in note for note in page.texts("p", "note"))
    page = page_in(open_app(screen="resource", id=EVIL.id, passage="0"))  # has no pages
    assert not any("LibreOffice" in note for note in page.texts("p", "note"))
    assert not any("/page" in address for address in fake_api.asked)


def test_the_reader_goes_from_match_to_match(open_app: Open) -> None:
    here = {"screen": "resource", "id": SILENT.id, "q": "silence"}
    page = page_in(open_app(**here))
    assert "3 passages here match your question" in page.text
    second = page.links()["Next match →"]
    assert second == f"?screen=resource&q=silence&id={SILENT.id}&passage={2:016}"
    page = page_in(open_app(**here, passage=f"{7:016}"))
    assert "Match 2 of 3" in page.texts("nav", "steps")[0]
    assert page.texts("mark") == ["vote"]
    links = page.links()
    assert links["← Previous match"].endswith(f"&passage={2:016}")
    assert links["Next match →"].endswith(f"&passage={33:016}")
    page = page_in(open_app(**here, passage=f"{9:016}"))  # none itself, between two
    assert "3 passages here match" in page.texts("nav", "steps")[0]
    assert page.links()["← Previous match"].endswith(f"&passage={7:016}")
    assert "Previous match" not in page_in(open_app(**AT_33, q="hush")).text


def test_every_passage_of_the_text_leads_to_its_page(open_app: Open) -> None:
    links = page_in(open_app(screen="resource", id=SILENT.id)).links()
    assert links["See the page"] == f"?screen=resource&id={SILENT.id}&passage={19:016}"
    assert "See the page" not in page_in(open_app(screen="resource", id=ALBANIAN.id)).links()


def test_two_versions_side_by_side(open_app: Open) -> None:
    here = {"screen": "resource", "id": SILENT.id}
    label = "Side by side with another version: Bosanski, PDF"
    elements = page_in(open_app(**here)).elements
    (link,) = [given["href"] for _, given in elements if given.get("aria-label") == label]
    assert link == f"?screen=resource&id={SILENT.id}&beside=silent-large-lecture-bs"
    page = page_in(open_app(**here, beside="silent-large-lecture-bs"))
    assert page.texts("div", "names")[0] == "EnglishBosanski"
    pairs = page.texts("div", "pair")[1:]
    assert len(pairs) == 20
    assert ("Heshtja" in pairs[0], "Heshtja" in pairs[1]) == (False, True)
    assert page.links()["this version only"] == f"?screen=resource&id={SILENT.id}"


def test_the_passage_itself_is_shown_in_the_other_version_too(open_app: Open) -> None:
    page = page_in(open_app(**AT_33, beside="silent-large-lecture-bs"))
    assert "The same in the other version: Bosanski" in page.texts("h3")
    page = page_in(open_app(**{**AT_33, "passage": f"{2:016}"}, beside="silent-large-lecture-bs"))
    assert "has no passage like this" in page.text


def test_a_version_that_is_gone_leaves_the_text_alone(open_app: Open) -> None:
    page = page_in(open_app(screen="resource", id=SILENT.id, beside="gone"))
    assert page.texts("div", "pair") == []
    assert len(page.texts("div", "text")) == 20
