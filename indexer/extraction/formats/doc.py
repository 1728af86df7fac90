"""DOC: Word 97-2003, through LibreOffice where it is installed, and what is newer inside."""

from indexer.extraction import by_content
from indexer.extraction.registry import Format

FORMAT = Format(
    name="DOC",
    media_type="application/msword",
    suffixes=(".doc", ".dot"),
    matches=by_content.can_be_newer,
    read=by_content.read,
    newer="docx",
)
