"""What packages know of languages, written once into the folder of models. The home of simplemma.

Reading simplemma's dictionaries takes a quarter of a minute and half a gigabyte, py3langid's
numbers .2 s and 75 MB. So a child process does it once, and writes what questions need so that it
is mapped into memory: the lexicon and the language tables.

    python -m indexer.text.dictionaries FOLDER
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from indexer.processes import ending_with
from indexer.text import language_tables, lexicon
from indexer.text.folding import fold
from indexer.text.language import ASKED_IN
from indexer.text.made_folder import source_of

_COMMAND = ["-m", "indexer.text.dictionaries"]
_NOTE = "No spelling is corrected: the dictionaries could not be read ({reason})."


def start_writing(models: Path) -> "Writing | None":
    """Begin to write what is missing in a child process; None where all is written already."""
    try:
        if not any(_missing(models)):
            return None
    except PackageNotFoundError:  # the child says so
        pass
    command = [sys.executable, *_COMMAND, str(models.resolve())]
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        command,
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=ending_with(os.getpid()),
    )
    return Writing(process)


@dataclass(frozen=True, slots=True)
class Writing:
    """A child process that writes dictionaries."""

    process: "subprocess.Popen[str]"

    def notes(self) -> list[str]:
        """Wait until it ends; return a note for the report where it failed."""
        errors = self.process.communicate()[1].strip().splitlines()
        if self.process.returncode == 0:
            return []
        return [_NOTE.format(reason=errors[-1] if errors else "it was stopped")]


def write(models: Path) -> None:
    """Write what is missing, or was written from other releases of the packages."""
    languages, spelling = _missing(models)
    if languages:
        language_tables.write(models, ASKED_IN, _release("py3langid"))
    if spelling:
        forms = {name: _forms(name) for name in lexicon.LANGUAGES}
        lexicon.write(models, forms, _release("simplemma"))


def _missing(models: Path) -> tuple[bool, bool]:
    """Return whether the language tables and the lexicon are to be written."""
    return (
        source_of(models / language_tables.FOLDER) != _release("py3langid"),
        source_of(models / lexicon.FOLDER) != _release("simplemma"),
    )


def _release(package: str) -> str:
    return f"{package} {version(package)}"


def _forms(language: str) -> Iterable[lexicon.Form]:
    """Return the forms of a language, folded. All at once, which is ten times faster."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    dictionary = DefaultDictionaryFactory(cache_max_size=0).get_dictionary(language)
    forms, meant = zip(*dictionary.items(), strict=True)
    return zip(*(fold("\n".join(some)).split("\n") for some in (forms, meant)), strict=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
