"""XLS: Excel 97-2003, through LibreOffice where it is installed, and what is newer inside."""

from indexer.extraction import by_content
from indexer.extraction.registry import Format

FORMAT = Format(
    name="XLS",
    media_type="application/vnd.ms-excel",
    suffixes=(".xls", ".xlt"),
    matches=by_content.can_be_newer,
    read=by_content.read,
    newer="xlsx",
)
