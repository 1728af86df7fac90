"""Items of a list of which every word is given."""

from indexer.domain import Metadata, Passage, Resource
from search_api.handouts.agenda import Marks
from search_api.handouts.reading_list import Item


def item(
    identifier: str, metadata: Metadata, passage: Passage | None = None, note: str = ""
) -> Item:
    resource = Resource(identifier, "", f"{identifier}.md", "", "text/markdown", metadata)
    return Item(resource, passage, marks=Marks(note))


RESTRICTED = item(
    "votes",
    Metadata(
        title="Гласање на предавању",
        authors=("Ана Марковић", "Juan Pablo de la Cruz"),
        institution="University of Tirana",
        year=2024,
        language="sr-Cyrl",
        type="good-practice",
        licence="CC-BY-NC-ND-4.0",
        doi="10.1000/abc",
        minutes=50,
    ),
    Passage(3, "First they vote.\nThen they talk.", 0, 1, ("Votes", "Steps"), 4, 5),
    note="Read before Monday",
)
SPOILT = item(
    "spoilt",
    Metadata(title="=cmd|' /C calc'!A0", abstract="@SUM(A1)\x00\ud800 * not _a_ list\n1. [x](y)"),
    note="-2+3",
)
OPEN = item("open", Metadata(title="Open", licence="CC-BY-4.0"))
