"""Taking a list of results away: as a table, as references, or as a feed of what is new."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from ui.connection import public_address
from ui.markup import Html, element, escape, link, text
from ui.page import Page

_FORMATS = (("csv", "Excel (CSV)"), ("bibtex", "BibTeX"), ("ris", "RIS"))


def taking_links(question: str, filters: Mapping[str, Sequence[str]], page: Page) -> Html:
    """Return links to a list as files, and to its feed; nothing where all would be the list."""
    asked = {**({"q": [question]} if question else {}), **filters}
    if not asked:
        return element("div")  # Streamlit shows no empty markup
    asked["reader_language"] = [page.language]
    links = [
        link(_address("/v1/export", {**asked, "format": [name]}), escape(label), css="quiet")
        for name, label in _FORMATS
    ]
    feed = link(_address("/feed", asked), escape(page.translate("list_follow")), css="quiet")
    label = text("span", f"{page.translate('list_export')}:", css="label")
    return element("div", label, *links, feed, css="actions")


def _address(path: str, asked: Mapping[str, Sequence[str]]) -> str:
    return f"{public_address()}{path}?{urlencode(asked, doseq=True)}"
