"""The numbers by which languages are told apart, mapped into memory. The home of py3langid.

Its package holds them compressed, for 142 languages: every process that reads them there spends
.2 s and 75 MB. `write` writes those of some languages as they are computed with, and `read` maps
them: only what a text needs is in memory, once for all processes. The answers are py3langid's.
"""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

_FOLDER = "languages-1"  # raise when `write` changes what it writes
_SOURCE, _LANGUAGES = "source.txt", "languages.txt"
_STATES = ("tk_nextmove", "tk_row", "tk_output")  # from one byte of a text to the next


def packaged() -> Any:
    """Return py3langid's identifier of all its languages. Raises OSError in a sandbox."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def write(models: Path, languages: Sequence[str], source: str) -> None:
    """Write the numbers of `languages`, ISO 639-1, in place of those from another `source`."""
    identifier = packaged()
    identifier.set_languages(list(languages))
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models) as made:
        folder = Path(made) / _FOLDER
        folder.mkdir()
        for name, kind in zip(_STATES, (np.uint32, np.uint32, np.int32), strict=True):
            np.save(folder / f"{name}.npy", np.array(getattr(identifier, name), kind))
        for name in ("nb_ptc", "nb_pc"):
            np.save(folder / f"{name}.npy", np.ascontiguousarray(getattr(identifier, name)))
        (folder / _LANGUAGES).write_text("\n".join(identifier.nb_classes), encoding="ascii")
        (folder / _SOURCE).write_text(source, encoding="utf-8")
        shutil.rmtree(models / _FOLDER, ignore_errors=True)
        folder.rename(models / _FOLDER)


def source_of(models: Path) -> str | None:
    """Return what the numbers in the folder `models` were written from, None without any."""
    try:
        return (models / _FOLDER / _SOURCE).read_text("utf-8")
    except OSError:
        return None


def read(models: Path) -> Any:
    """Return an identifier of the languages written; None where there are none, or damaged ones."""
    from py3langid.langid import LanguageIdentifier

    folder = models / _FOLDER
    try:
        mapped = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r")
            for name in ("nb_ptc", "nb_pc", *_STATES)
        }
        languages = (folder / _LANGUAGES).read_text("ascii").split("\n")
    except (OSError, ValueError):
        return None
    # py3langid reads single numbers of these, which memory views give fastest.
    states = {name: memoryview(mapped.pop(name)) for name in _STATES}
    return LanguageIdentifier(**mapped, **states, nb_classes=languages, norm_probs=True)
