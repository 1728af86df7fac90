"""Free manuals as training text: English paragraphs, and pairs where a manual is translated.

    python -m tests.quality.laboratory.student.manuals UNPACKED TARGET

UNPACKED holds Debian packages, unpacked with `dpkg -x`: libreoffice-help-en-us and its -el, -sl
and -tr (MPL-2.0; a paragraph has the same id in every language), postgresql-doc (PostgreSQL
licence), sqlite3-doc (public domain), python3-doc (PSF) and wordnet-base (WordNet licence:
definitions and examples). Written to TARGET: `english.txt`, one document a line, paragraphs
separated by tabs, and `libreoffice.tsv` (language, English, other).
"""

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_HELP = Path("usr/share/libreoffice/help")
_PARAGRAPH = re.compile(r"<(p|h[1-4]|dd|li)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_ID = re.compile(r'id="((?:par|hd)_id\d+)"')
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")
_DOCS = ("postgresql-doc*", "sqlite3*", "python3*")
LANGUAGES = ("el", "sl", "tr")


def plain(markup: str) -> str:
    """Return the words of a piece of HTML."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", markup))).strip()


def paragraphs(page: str) -> Iterator[tuple[str | None, str]]:
    """Yield id and text of the paragraphs and headings of a page."""
    for match in _PARAGRAPH.finditer(page):
        name = _ID.search(match[2])
        text = plain(match[3])
        if text:
            yield (name[1] if name else None), text


def _is_prose(text: str) -> bool:
    letters = sum(letter.isalpha() or letter == " " for letter in text)
    return len(text.split()) >= 3 and letters > 0.85 * len(text)


def _named(file: Path) -> dict[str, str]:
    page = file.read_text("utf8", errors="replace")
    return {name: text for name, text in paragraphs(page) if name}


def translated(help_folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (language, English, other) of every paragraph that is really translated."""
    for english in sorted((help_folder / "en-US").rglob("*.html")):
        own = _named(english)
        for language in LANGUAGES:
            other = help_folder / language / english.relative_to(help_folder / "en-US")
            theirs = _named(other) if other.is_file() else {}
            for name in own.keys() & theirs.keys():
                if own[name] != theirs[name] and _is_prose(own[name]):
                    yield language, own[name], theirs[name]


def documents(folder: Path) -> Iterator[list[str]]:
    """Yield the paragraphs of each English page below `folder`."""
    for file in sorted(folder.rglob("*.html")):
        page = file.read_text("utf8", errors="replace")
        texts = [text for _, text in paragraphs(page) if _is_prose(text)]
        if texts:
            yield texts


def definitions(folder: Path) -> Iterator[list[str]]:
    """Yield, for each WordNet entry, its words, its definition and its examples."""
    for file in sorted(folder.glob("data.*")):
        for line in file.read_text("utf8").splitlines():
            if line.startswith("  ") or "|" not in line:
                continue
            facts, gloss = line.split("|", 1)
            fields = facts.split()
            words = [fields[4 + 2 * n].replace("_", " ") for n in range(int(fields[3], 16))]
            parts = [part.strip().strip('"') for part in gloss.split("; ")]
            yield [", ".join(words) + ": " + gloss.strip().replace('"', ""), *words, *parts]


def main(unpacked: Path, target: Path) -> None:
    """Write both files."""
    target.mkdir(parents=True, exist_ok=True)
    folders = [unpacked / _HELP / "en-US"]
    for pattern in _DOCS:
        folders += sorted((unpacked / "usr/share/doc").glob(pattern))
    with (target / "english.txt").open("w", encoding="utf8") as stream:
        for folder in folders:
            stream.writelines("\t".join(texts) + "\n" for texts in documents(folder))
    with (target / "definitions.txt").open("w", encoding="utf8") as stream:
        entries = definitions(unpacked / "usr/share/wordnet")
        stream.writelines("\t".join(texts) + "\n" for texts in entries)
    pairs = sorted(set(translated(unpacked / _HELP)))
    with (target / "libreoffice.tsv").open("w", encoding="utf8") as stream:
        stream.writelines("\t".join(pair) + "\n" for pair in pairs)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
