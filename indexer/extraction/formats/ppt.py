"""PPT: PowerPoint 97-2003, through LibreOffice where it is installed, and what is newer inside."""

from indexer.extraction import by_content
from indexer.extraction.registry import Format

FORMAT = Format(
    name="PPT",
    media_type="application/vnd.ms-powerpoint",
    suffixes=(".ppt", ".pps", ".pot"),
    matches=by_content.can_be_newer,
    read=by_content.read,
    newer="pptx",
)
