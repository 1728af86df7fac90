"""Build the documents of the collection from its sources.

    python corpus/build.py            write corpus/documents/
    python corpus/build.py --check    only say whether it is what the sources give

Exit code 1: the check found a difference, or a source cannot be built.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parent
sys.path.insert(0, str(CORPUS.parent))  # started as a script, only this folder is on the path

from corpus.builders import pdf, slides, web, word  # noqa: E402
from corpus.builders.archives import same  # noqa: E402
from corpus.builders.blocks import UnknownMarkup  # noqa: E402
from corpus.builders.sources import BadSource, Source, read_all  # noqa: E402

SOURCES, DOCUMENTS = CORPUS / "sources", CORPUS / "documents"


def markdown(source: Source) -> bytes:
    """Return the source itself, without the format to build."""
    return f"---\n{source.described}---\n{source.text}".encode()


BUILDERS = {
    "pdf": pdf.build,
    "pdf-two-column": pdf.build,
    "docx": word.build,
    "pptx": slides.build,
    "html": web.build,
    "md": markdown,
}


def files_of(source: Source) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of the document, and of the sidecar that describes it."""
    yield source.file_name, BUILDERS[source.format](source)
    if source.format != "md":
        yield f"{source.file_name}.yaml", source.described.encode()


def write(sources: list[Source], folder: Path) -> int:
    """Write the files of all `sources`, and remove those of no source. Return how many differed."""
    folder.mkdir(exist_ok=True)
    changed = 0
    for name, content in _files(sources):
        file = folder / name
        if not file.is_file() or not same(file.read_bytes(), content):
            file.write_bytes(content)
            changed += 1
    for name in strangers(sources, folder):
        (folder / name).unlink()
        changed += 1
    return changed


def differences(sources: list[Source], folder: Path) -> list[str]:
    """Return what in `folder` is not what `sources` give, one line each."""
    lines = []
    for name, content in _files(sources):
        file = folder / name
        if not file.is_file():
            lines.append(f"{name} is missing")
        elif not same(file.read_bytes(), content):
            lines.append(f"{name} is not what its source gives")
    return lines


def strangers(sources: list[Source], folder: Path) -> list[str]:
    """Return the files in `folder` that come from no source."""
    names = {source.file_name for source in sources}
    names |= {f"{source.file_name}.yaml" for source in sources if source.format != "md"}
    return sorted(file.name for file in folder.iterdir() if file.name not in names)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(description="Build the documents of the collection.")
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    options = parser.parse_args(arguments)
    try:
        sources = read_all(SOURCES)
        if options.check:
            return _report_check(sources)
        changed = write(sources, DOCUMENTS)
    except (BadSource, UnknownMarkup) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(sources)} documents, {changed} files changed")
    return 0


def _report_check(sources: list[Source]) -> int:
    lines = differences(sources, DOCUMENTS)
    lines += [f"{name} comes from no source" for name in strangers(sources, DOCUMENTS)]
    for line in lines:
        print(line, file=sys.stderr)
    if lines:
        print("Run: python corpus/build.py", file=sys.stderr)
    return 1 if lines else 0


def _files(sources: list[Source]) -> Iterator[tuple[str, bytes]]:
    for source in sources:
        yield from files_of(source)


if __name__ == "__main__":
    sys.exit(main())
