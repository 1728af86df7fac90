"""DOC: only those that are something newer inside. Those of Word 97-2003 are refused."""

from indexer.extraction import by_content
from indexer.extraction.registry import Format

FORMAT = Format(
    name="DOC",
    media_type="application/msword",
    suffixes=(".doc", ".dot"),
    matches=by_content.can_be_newer,
    read=by_content.read,
)
