"""What is refused before any parser sees it: special files, empty and huge ones, wrong names.

ZIP archives go through the check of their format as well.
"""

import stat
from contextlib import suppress
from pathlib import Path

from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction import ole2
from indexer.extraction.registry import Format, format_of, formats, suffixes
from indexer.extraction.signatures import OLE2, looks_like_text, signature_of

HEAD = 4096  # bytes that decide what a file is
# Of what describes a document and is none: a sidecar.
_DESCRIPTIONS = (".yaml", ".yml", ".json")
_OR_INSTALL = "; where LibreOffice is installed, it is read as it is."
_SAVE_AS = {
    **dict.fromkeys([".doc", ".dot"], f"Save it as .docx or .pdf{_OR_INSTALL}"),
    **dict.fromkeys([".ppt", ".pps", ".pot"], f"Save it as .pptx or .pdf{_OR_INSTALL}"),
    **dict.fromkeys([".xls", ".xlt"], f"Save it as .xlsx{_OR_INSTALL}"),
    **dict.fromkeys([".wps", ".wpd", ".pages", ".pub", ".hwp"], "Save it as .docx or .pdf."),
    **dict.fromkeys([".key", ".sxi"], "Save it as .pptx or .pdf."),
    **dict.fromkeys([".sxw", ".abw"], "Save it as .odt or .pdf."),
    **dict.fromkeys([".xlsb", ".numbers", ".sxc"], "Save it as .xlsx."),
    **dict.fromkeys(
        [".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".heic"],
        "Scan it to a PDF with OCR.",
    ),
    **dict.fromkeys(
        [".djvu", ".djv", ".ps", ".eps", ".xps", ".oxps", ".dvi"],
        "Print or convert it to PDF; if it is a scan, with OCR.",
    ),
    **dict.fromkeys([".one", ".onepkg"], "Export its pages from OneNote as .docx or .pdf."),
    **dict.fromkeys(
        [".odg", ".vsd", ".vsdx", ".drawio", ".xmind", ".mm", ".mmap"],
        "Export the drawing or map as .pdf.",
    ),
    **dict.fromkeys(
        [".rst", ".adoc", ".asciidoc", ".org", ".textile", ".wiki"],
        "Convert it to .md or .html, or give it the suffix .txt.",
    ),
    **dict.fromkeys([".eml", ".msg"], "Save the letter as .pdf, .html or .txt."),
    **dict.fromkeys(
        [".gdoc", ".gslides", ".gsheet", ".url", ".webloc", ".lnk"],
        "It only points to a document: download that as .docx, .pptx, .xlsx or .pdf.",
    ),
    **dict.fromkeys(
        [".mp3", ".mp4", ".m4a", ".wav", ".avi", ".mov", ".mkv", ".webm", ".ogg"],
        "Put its transcript or subtitles here (.srt, .vtt or .txt).",
    ),
    **dict.fromkeys(
        [".azw", ".azw3", ".mobi", ".kfx", ".fb2", ".lit"], "Convert it to .epub or .pdf."
    ),
    **dict.fromkeys([".csv", ".tsv"], "Save the table as .xlsx or .ods, or in a .md file."),
    **dict.fromkeys(
        [".py", ".r", ".m", ".ggb", ".php", ".js"],
        "Put what is to be found into a .md file beside it.",
    ),
    **dict.fromkeys(
        [".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"],
        "Unpack it here, or pack the documents as .zip.",
    ),
    **dict.fromkeys(
        [".gift", ".qti"], "Export the questions from their platform as .docx, .html or .pdf."
    ),
    ".xml": "Export it from its program as .docx, .html or .pdf.",
}
# Of those, the ones that a course is handed on in: inside a container they are named too.
OTHER_DOCUMENTS = {
    ".pages", ".key", ".numbers", ".wps", ".wpd", ".pub", ".one", ".djvu", ".ps", ".xps", ".odg",
    ".vsdx", ".rst", ".adoc", ".mobi", ".azw3", ".xlsb",
}  # fmt: skip


def check(file: Path, max_bytes: int) -> Format:
    """Return the format to read `file` with.

    Raises Unreadable when it is no plain file, too large, empty, of an unknown format, not
    what its name says, encrypted, or a bomb.
    """
    _plain_file_size(file)
    kind = format_of(file)
    if kind is None:
        raise _unsupported(file)
    check_plain(file, max_bytes)
    head = _head(file)
    _check_content(kind, head, file)
    if head.startswith(b"PK"):
        kind.check(file)
    return kind


def check_plain(file: Path, max_bytes: int) -> None:
    """Raise Unreadable if `file` is no plain file, empty, larger than `max_bytes`, or closed."""
    size = _plain_file_size(file)
    if size == 0:
        raise Unreadable(Outcome.EMPTY, "The file has no content.", cure="Copy it again.")
    if size > max_bytes:
        raise Unreadable(
            Outcome.TOO_LARGE,
            f"The file has {_mib(size)} MiB; the limit is {_mib(max_bytes)} MiB.",
            cure="Make it smaller, or raise BALKANETUP_MAX_FILE_BYTES.",
        )
    _head(file)


def _head(file: Path) -> bytes:
    """Return the first bytes. Raises Unreadable where the file may not be opened, or the disk
    does not give it: nothing is wrong with the document itself."""
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD)
    except PermissionError as error:
        raise _closed("The file may not be opened.") from error
    except OSError as error:
        raise _out_of_reach(error) from error


def _closed(message: str) -> Unreadable:
    return Unreadable(
        Outcome.UNSUPPORTED,
        message,
        cure="Let the account that indexes read it (chmod a+rX), or list it in .balkanetupignore.",
    )


def _out_of_reach(error: OSError | ValueError) -> Unreadable:
    return Unreadable(
        Outcome.UNSUPPORTED,
        f"The file cannot be reached: {getattr(error, 'strerror', None) or error}.",
        cure="Check that it exists and may be read.",
    )


def _plain_file_size(file: Path) -> int:
    """Return the size in bytes; `lstat` does not follow links and opens nothing."""
    try:
        status = file.lstat()
    except (OSError, ValueError) as error:
        raise _out_of_reach(error) from error
    if stat.S_ISDIR(status.st_mode):  # among the files is only one that cannot be looked into
        raise _closed("The folder could not be opened: nothing in it was read.")
    if not stat.S_ISREG(status.st_mode):
        what = "a link" if stat.S_ISLNK(status.st_mode) else "a pipe, socket or device"
        raise Unreadable(
            Outcome.UNSUPPORTED, f"This is {what}, not a file.", cure="Copy the file itself here."
        )
    return status.st_size


def _unsupported(file: Path) -> Unreadable:
    if file.suffix.lower() in _DESCRIPTIONS:
        return _stray_description(file)
    name = f"{file.suffix} files are" if file.suffix else "A file without a name suffix is"
    readable = sorted(suffix for suffix, kind in suffixes().items() if not kind.newer)
    cure = _SAVE_AS.get(file.suffix.lower(), f"Readable are: {' '.join(readable)}.")
    return Unreadable(Outcome.UNSUPPORTED, f"{name} not read.", cure=cure)


def _stray_description(file: Path) -> Unreadable:
    """Return the refusal of a sidecar that describes nothing, with the name it may want."""
    wanted = f"lecture.pdf{file.suffix}"
    with suppress(OSError):
        names = sorted(path.name for path in file.parent.iterdir() if format_of(path))
        near = [name for name in names if Path(name).stem == Path(file.stem).stem]
        wanted = f"{near[0]}{file.suffix}" if near else wanted
    return Unreadable(
        Outcome.UNSUPPORTED,
        f"It would describe a document {file.stem}, and there is none beside it.",
        cure=f"Name it after its document ({wanted}), or list it in .balkanetupignore.",
    )


def _check_content(kind: Format, head: bytes, file: Path) -> None:
    if kind.matches(head):
        return
    if head.startswith(OLE2):
        ole2.check(file.read_bytes(), kind.name)
        if kind.newer:
            raise _unsupported(file)
    actual = _what_is(head)
    if actual is None:
        return  # nothing better is known: the parser may still recover it
    raise Unreadable(
        Outcome.MISMATCH,
        f"The name says {kind.name}, but the content is {actual}.",
        cure="Give it the right suffix, or save it again in the format of its name.",
    )


def _what_is(head: bytes) -> str | None:
    """Return what `head` begins, in words, or None if that is unknown."""
    if signature := signature_of(head):
        return signature
    for format_ in formats():
        if format_.matches(head) and not looks_like_text(head):
            return format_.name
    if looks_like_text(head):
        return "plain text"
    return None


def _mib(size: int) -> str:
    return f"{size / 2**20:,.1f}"
