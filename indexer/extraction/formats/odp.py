"""OpenDocument presentations: read as all OpenDocument files are, see `opendocument.py`."""

from indexer.extraction.formats import opendocument
from indexer.extraction.registry import Format

FORMAT = Format(
    name="ODP",
    media_type="application/vnd.oasis.opendocument.presentation",
    suffixes=(".odp", ".otp", ".fodp"),
    matches=opendocument.matches,
    read=opendocument.read,
)
