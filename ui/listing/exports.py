"""The files that a list can be taken away as."""

from collections.abc import Sequence
from urllib.parse import urlencode

from ui.connection import public_address
from ui.keeping import Kept, write_minutes, write_notes, write_parts
from ui.markup import Html, element, escape, link, text
from ui.page import Page

# What each format is called, everywhere.
FORMATS = (
    ("docx", "Word"),
    ("md", "Markdown"),
    ("csv", "Excel (CSV)"),
    ("bibtex", "BibTeX"),
    ("ris", "RIS"),
    ("csl-json", "CSL-JSON"),
)


def export_address(kept: Sequence[Kept], written_as: str, page: Page) -> str:
    """Return where a browser gets the list as a file."""
    view = page.view
    given = {"title": view.title, "audience": view.plan.audience, "start": view.plan.start}
    parameters = {
        "ids": [item.name for item in kept],
        "note": write_notes(kept),
        "part": write_parts(kept),
        "minutes": write_minutes(kept),
        **{name: [value] for name, value in given.items() if value},
        "format": [written_as],
        "reader_language": [page.language],
    }
    return f"{public_address()}/v1/export?{urlencode(parameters, doseq=True)}"


def exports(kept: Sequence[Kept], page: Page) -> Html:
    """Return the links to all of them."""
    links = [
        link(
            export_address(kept, written_as, page),
            escape(name),
            css="button" if written_as == "docx" else "quiet",
        )
        for written_as, name in FORMATS
    ]
    label = text("span", f"{page.translate('list_export')}:", css="label")
    return element("div", label, *links, css="actions")
