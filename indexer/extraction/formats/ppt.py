"""PPT: only those that are something newer inside. Those of PowerPoint 97-2003 are refused."""

from indexer.extraction import by_content
from indexer.extraction.registry import Format

FORMAT = Format(
    name="PPT",
    media_type="application/vnd.ms-powerpoint",
    suffixes=(".ppt", ".pps"),
    matches=by_content.can_be_newer,
    read=by_content.read,
)
