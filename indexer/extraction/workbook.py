"""An open Excel workbook: its parts, and what the cells of all its sheets refer to."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from indexer.extraction import archives, cell_values
from indexer.extraction.fonts import letters_shown


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How the cells of a style are shown: the code of their number format, and their font."""

    code: str = ""
    font: str = ""


@dataclass
class Workbook:
    """An open workbook: what its cells refer to, and what could not be read of it.

    `notes` are the repairs of letters; `unstored` formulas have no value; of the rows and columns
    that hold something, `hidden` are not shown.
    """

    archive: zipfile.ZipFile
    strings: list[str] = field(default_factory=list)
    styles: list[CellStyle] = field(default_factory=list)
    since_1904: bool = False
    problems: list[str] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    unstored: int = 0
    hidden: int = 0

    def part(self, name: str) -> Element | None:
        """Return the XML of a part, None if it is not there."""
        names = self.archive.NameToInfo
        return archives.parse_xml(self.archive.read(name)) if name in names else None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the last word of the kind and the name of each part that `name` refers to."""
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            relation.get("Id", ""): (
                posixpath.basename(relation.get("Type", "")),
                posixpath.normpath(
                    posixpath.join(f"/{folder}", unquote(relation.get("Target", "")))
                )[1:],
            )
            for relation in (root if root is not None else ())
            if relation.get("TargetMode") != "External"
        }

    def load(self, root: Element, main: str) -> None:
        """Read what the cells refer to: shared strings, number formats and fonts, the first day."""
        settings = next((child for child in root if local(child) == "workbookPr"), None)
        self.since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        kinds = dict(self.related(main).values())
        if (styles := self.part(kinds.get("styles", ""))) is not None:
            self.styles = list(_styles(styles))
        if (strings := self.part(kinds.get("sharedStrings", ""))) is not None:
            self.strings = [self.rich(item) for item in strings]

    def style(self, cell: Element) -> CellStyle:
        """Return the style of a cell."""
        number = cell.get("s", "")
        is_listed = number.isdigit() and int(number) < len(self.styles)
        return self.styles[int(number)] if is_listed else CellStyle()

    def rich(self, item: Element) -> str:
        """Return the text of a string, without the reading aids of Asian scripts."""
        return "".join(self._run(run) for run in item if local(run) in ("t", "r"))

    def _run(self, run: Element) -> str:
        text = "".join(piece.text or "" for piece in run.iter() if local(piece) == "t")
        names = (mark.get("val", "") for mark in run.iter() if local(mark) == "rFont")
        return self.shown(text, next(names, ""))

    def shown(self, text: str, font: str) -> str:
        """Return what `text` shows in a font; the note on a repair is kept."""
        if not font:
            return text
        shown, note = letters_shown(text, font)
        self.notes |= {note: None} if note else {}
        return shown


def _styles(root: Element) -> Iterator[CellStyle]:
    own = {
        int(form.get("numFmtId", "")): form.get("formatCode", "")
        for form in root.iter()
        if local(form) == "numFmt" and form.get("numFmtId", "").isdigit()
    }
    fonts = [_name(font) for group in root if local(group) == "fonts" for font in group]
    for style in (style for group in root if local(group) == "cellXfs" for style in group):
        number, font = (style.get(name, "0") for name in ("numFmtId", "fontId"))
        yield CellStyle(
            cell_values.format_code(int(number) if number.isdigit() else 0, own),
            fonts[int(font)] if font.isdigit() and int(font) < len(fonts) else "",
        )


def _name(font: Element) -> str:
    return next((mark.get("val", "") for mark in font if local(mark) == "name"), "")


def local(element: Element) -> str:
    """Return the name of an element: Strict workbooks have other namespaces for the same names."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
