"""Lexicon: the inflected forms of the network's languages, to tell a word from a slip.

The forms come from dictionaries (dictionaries.py). Written is what a question needs: checksums of
the folded forms and of their lemmas, which are mapped into memory and looked up in microseconds,
and the English words themselves, to be offered in place of a slip.

A checksum has 32 bits: of 3,000 slips one or two are taken for words. That does no harm.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.text import lemmas
from indexer.text.checksums import checksums
from indexer.text.language import macrolanguage
from indexer.text.lemmas import LemmaTable
from indexer.text.made_folder import made

SHORTEST = 4  # letters of a form that is kept
ENDING = 3  # letters at the end of a word that may be another form's
_BEGINNING = 5  # letters at least that forms of a word share
# As simplemma names them; `hbs` is Bosnian, Croatian and Serbian. Their order is that of the bits.
LANGUAGES = ("en", "sq", "hbs", "mk", "el", "bg", "ro", "sl")
# Whose dictionaries lack forms of the words they have: the beginnings of these words are kept.
_INFLECTED = ("sq", "hbs", "mk", "el", "bg")
Form = tuple[str, str]  # a folded form, and the folded lemma that a dictionary gives for it
_USUAL = 1e-4  # share of the forms of a language that have an ending which is no slip
FOLDER = "lexicon-3"  # raise when `write` changes what it writes


class Lexicon:
    """The forms that `write` wrote; empty as long as nobody wrote any. Safe for many threads."""

    def __init__(self, models: Path) -> None:
        """`models` is the folder of the index in which models and the like are kept."""
        self._folder = models / FOLDER
        self._content: _Content | None = None

    def languages(self, folded: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return the languages of each of these words that is a form in any of LANGUAGES."""
        content = self._opened()
        if content is None:
            return {}
        places, present = _looked_up(content.forms, folded)
        return {
            word: _languages(int(content.bits[place]))
            for word, place, is_there in zip(folded, places, present, strict=True)
            if is_there
        }

    def has_other_endings(self, folded: Sequence[str]) -> set[str]:
        """Return those words that differ from a form only in their last ENDING letters.

        They may well be forms that the dictionaries lack. English is not asked: it lacks few.
        """
        content = self._opened()
        if content is None:
            return set()
        _, present = _looked_up(content.beginnings, [_beginning(word) for word in folded])
        return {word for word, is_there in zip(folded, present, strict=True) if is_there}

    def has_usual_ending(self, word: str) -> bool:
        """Whether forms of some language often end as a folded word does; True for all we know."""
        content = self._opened()
        return content is None or word[-ENDING:] in content.endings

    def lemmas(self, folded: Sequence[str], language: str) -> list[frozenset[int]]:
        """Return the lemmas, as checksums, of each of these words in `language`, a tag.

        A word is one of its own lemmas, whether a dictionary has it or not: two are forms of one
        word when they share any.
        """
        content = self._opened()
        table = content.lemmas.get(macrolanguage(language)) if content else None
        return lemmas.of_words(table, folded)

    def english(self, initial: str) -> list[str]:
        """Return the folded English words that begin with this letter, in alphabet."""
        content = self._opened()
        return content.english.beginning_with(initial) if content else []

    def _opened(self) -> "_Content | None":
        if self._content is None and self._folder.is_dir():
            self._content = _read(self._folder)
        return self._content


@dataclass(frozen=True, slots=True)
class _Content:
    """Checksums in ascending order, each of shape (n,); the bits of `forms` name languages.

    `endings` are the last ENDING letters of many forms, `lemmas` has a table for each language.
    """

    forms: NDArray[np.uint32]
    bits: NDArray[np.uint8]
    beginnings: NDArray[np.uint32]
    english: "_SortedWords"
    endings: frozenset[str]
    lemmas: Mapping[str, LemmaTable]


class _SortedWords:
    """Words in alphabet, kept as the one text they are read as: a list takes ten times as much."""

    def __init__(self, lines: str) -> None:
        self._lines = f"\n{lines}\n"

    def beginning_with(self, initial: str) -> list[str]:
        """Return the words that begin with this letter."""
        begin = self._lines.find(f"\n{initial}") + 1
        last = self._lines.rfind(f"\n{initial}") + 1
        end = self._lines.find("\n", last)
        return self._lines[begin:end].split("\n") if begin else []


def write(models: Path, forms: Mapping[str, Iterable[Form]], source: str) -> None:
    """Write the forms of each language, in place of those from another `source`."""
    listed = {
        language: [form for form in some if len(form[0]) >= SHORTEST and form[0].isalpha()]
        for language, some in forms.items()
    }
    kept = {language: {form for form, _ in some} for language, some in listed.items()}
    with made(models / FOLDER, source) as folder:
        _write_checksums(folder, kept)
        for language, some in listed.items():
            np.save(folder / f"lemmas-{language}.npy", lemmas.table(some))
        english = "\n".join(sorted(kept.get("en", ())))
        (folder / "english.txt").write_text(english, encoding="utf-8")
        endings = "\n".join(sorted(_usual_endings(kept)))
        (folder / "endings.txt").write_text(endings, encoding="utf-8")


def _read(folder: Path) -> _Content | None:
    """Return what the folder holds; None while another process replaces it."""
    try:
        forms, bits, beginnings = (
            _mapped(folder / f"{name}.npy") for name in ("forms", "bits", "beginnings")
        )
        english = _SortedWords((folder / "english.txt").read_text("utf-8"))
        endings = frozenset((folder / "endings.txt").read_text("utf-8").splitlines())
        tables = {
            file.stem.removeprefix("lemmas-"): _mapped(file) for file in folder.glob("lemmas-*.npy")
        }
    except (OSError, ValueError):
        return None
    return _Content(forms, bits, beginnings, english, endings, tables)


def _mapped(file: Path) -> NDArray[Any]:
    """Return an array mapped into memory, as a plain one: np.memmap takes long for each look-up."""
    return np.asarray(np.load(file, mmap_mode="r"))


def _looked_up(
    entries: NDArray[np.uint32], words: Sequence[str]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return where the checksum of each word stands or would stand, and whether it is there."""
    asked = checksums(words)
    places = np.minimum(np.searchsorted(entries, asked), max(len(entries) - 1, 0))
    if not len(entries):
        return places, np.zeros(len(asked), np.bool_)
    return places, entries[places] == asked


def _languages(bits: int) -> frozenset[str]:
    return frozenset(name for place, name in enumerate(LANGUAGES) if bits >> place & 1)


def _beginning(word: str) -> str:
    return word[: max(_BEGINNING, len(word) - ENDING)]


def _write_checksums(folder: Path, forms: Mapping[str, set[str]]) -> None:
    by_language = {name: np.unique(checksums(some)) for name, some in forms.items()}
    every: NDArray[np.uint32] = reduce(np.union1d, by_language.values())
    bits = np.zeros(len(every), np.uint8)
    for name, some in by_language.items():
        bits[np.searchsorted(every, some)] |= 1 << LANGUAGES.index(name)
    beginnings = {
        form[:length]
        for name in _INFLECTED
        for form in forms.get(name, ())
        for length in range(len(_beginning(form)), len(form) + 1)
    }
    np.save(folder / "forms.npy", every)
    np.save(folder / "bits.npy", bits)
    np.save(folder / "beginnings.npy", np.unique(checksums(beginnings)))


def _usual_endings(forms: Mapping[str, set[str]]) -> set[str]:
    """Return the last ENDING letters that many forms of one of the inflected languages have."""
    usual: set[str] = set()
    for name in _INFLECTED:
        counts = Counter(form[-ENDING:] for form in forms.get(name, ()))
        usual |= {end for end, count in counts.items() if count >= _USUAL * counts.total()}
    return usual
