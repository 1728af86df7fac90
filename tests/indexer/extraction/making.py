"""Makes the documents that the tests read: good ones with known text, and hostile ones."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

import docx

from indexer.extraction.signatures import OLE2

# x, y, size, font (F1 Helvetica, F2 Helvetica-Bold, F3 Courier), text in Latin-1
Show = tuple[float, float, float, str, str]


def pdf(pages: Sequence[Sequence[Show]], info: Mapping[str, str] | None = None) -> bytes:
    """Return a PDF of A4 pages that shows every text at its place."""
    objects = [b"", b""]  # the catalogue and the page tree, filled in below
    for name in ("Helvetica", "Helvetica-Bold", "Courier"):
        font = f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
        objects.append(font.encode())
    kids = []
    for page in pages:
        content = b"".join(_show(*line) for line in page)
        objects.append(stream(content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>>>>>" % len(objects)
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed)
    entries = b"".join(
        b"/%s(%s)" % (key.encode(), _escaped(value)) for key, value in (info or {}).items()
    )
    objects.append(b"<<%s>>" % entries)
    return file_of(objects, info=len(objects))


def pdf_in_font(font: bytes, *shown: bytes, further: Sequence[bytes] = ()) -> bytes:
    """Return a PDF of a page with lines of strings (`(abc)`, `<0102>`) in this font dictionary.

    `further` are objects that the dictionary may point to, numbered from 6.
    """
    lines = b"".join(
        b"1 0 0 1 72 %d Tm %s Tj " % (700 - 20 * n, text) for n, text in enumerate(shown)
    )
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 3 0 R>>>>>>"
    )
    pages = b"<</Type/Pages/Count 1/Kids[5 0 R]>>"
    text = stream(b"BT /F1 12 Tf " + lines + b"ET")
    return file_of([b"<</Type/Catalog/Pages 2 0 R>>", pages, font, text, page, *further])


def file_of(objects: Sequence[bytes], *, root: int = 1, info: int | None = None) -> bytes:
    """Return a PDF file of `objects`, numbered from 1, with its cross-reference table."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    entry = b"/Info %d 0 R" % info if info else b""
    out.write(b"trailer<</Size %d/Root %d 0 R%s>>\n" % (len(objects) + 1, root, entry))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """Return a PDF stream object that holds `content`, compressed."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (
        len(packed),
        extra,
        packed,
    )


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP archive with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def _show(x: float, y: float, size: float, font: str, text: str) -> bytes:
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font.encode(), size, x, y, _escaped(text))


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def changed(source: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return the archive with every part as `change` returns it; parts that are None are left."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            if (content := change(name, archive.read(name))) is not None:
                copy.writestr(name, content)
    return out.getvalue()


def word_with(body: str, parts: Mapping[str, tuple[str, str]] | None = None) -> bytes:
    """Return a DOCX of this XML body; `parts`: the kind and content of further parts by file name.

    A part relates to the main text by its file name without suffix as the relation's id.
    """
    document = docx.Document()
    saved = io.BytesIO()
    document.save(saved)

    def change(name: str, content: bytes) -> bytes:
        if name == "word/document.xml":
            return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
        if name == "word/_rels/document.xml.rels":
            return content.replace(b"</Relationships>", links + b"</Relationships>")
        return content

    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    links = "".join(
        f'<Relationship Id="{file.partition(".")[0]}" Type="{base}{kind}" Target="{file}"/>'
        for file, (kind, _) in (parts or {}).items()
    ).encode()
    file = changed(saved.getvalue(), change)
    with zipfile.ZipFile(out := io.BytesIO(file), "a") as archive:
        for name, (_, content) in (parts or {}).items():
            archive.writestr(f"word/{name}", content)
    return out.getvalue()


def ole2(*streams: str, content: bytes = b"") -> bytes:
    """Return what looks like a file of Office 97-2003 with streams of these names."""
    names = "".join(f"{name}\0" for name in streams).encode("utf-16-le")
    return OLE2 + bytes(504) + content.ljust(2000, b"\0") + names


def flat_odf(kind: str, body: str, styles: str = "", faces: str = "") -> str:
    """Return a flat OpenDocument file: its `kind` (text, presentation, spreadsheet) and content."""
    names = ["office", "text", "table", "draw", "style", "presentation", "svg", "fo"]
    of = {"draw": "drawing", "svg": "svg-compatible", "fo": "xsl-fo-compatible"}
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of.get(name, name)}:1.0"'
        for name in names
    )
    return (
        f"<office:document {spaces}><office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


BASE = "http://schemas.openxmlformats.org/"
NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="{BASE}{name}"'
        for prefix, name in {
            "w": "wordprocessingml/2006/main",
            "m": "officeDocument/2006/math",
            "r": "officeDocument/2006/relationships",
            "a": "drawingml/2006/main",
            "c": "drawingml/2006/chart",
            "dgm": "drawingml/2006/diagram",
            "p": "presentationml/2006/main",
            "mc": "markup-compatibility/2006",
        }.items()
    )
    + ' xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
)
