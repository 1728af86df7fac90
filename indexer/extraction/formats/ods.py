"""OpenDocument spreadsheets: read as all OpenDocument files are, see `opendocument.py`."""

from indexer.extraction.formats import opendocument
from indexer.extraction.registry import Format

FORMAT = Format(
    name="ODS",
    media_type="application/vnd.oasis.opendocument.spreadsheet",
    suffixes=(".ods", ".ots", ".fods"),
    matches=opendocument.matches,
    read=opendocument.read,
)
