"""The numbers by which languages are told apart, mapped into memory. The home of py3langid.

Its package holds them compressed, for 142 languages: every process that reads them there spends
.2 s and 75 MB. `write` writes those of some languages, and `read` maps them: what a text needs of
9 MB is in memory, once for all processes. The answers are py3langid's.

py3langid looks for 100,000 strings of bytes at once, by a table that tells for each state and byte
which state follows: 39 MB. All of it follows from the tree of the strings, and from where a state
goes on when no branch of it fits, which take 2 MB (Aho and Corasick 1975).
"""

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.text.made_folder import made

FOLDER = "languages-2"  # raise when `write` changes what it writes
_LANGUAGES = "languages.txt"
_LIKELIHOODS = ("nb_ptc", "nb_pc")
_TREE = ("starts", "letters", "targets", "fallbacks")
_STRINGS = "tk_output"  # which string is complete in a state
_Numbers = NDArray[np.int32]


def packaged() -> Any:
    """Return py3langid's identifier of all its languages. Raises OSError in a sandbox."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def write(models: Path, languages: Sequence[str], source: str) -> None:
    """Write the numbers of `languages`, ISO 639-1, in place of those from another `source`."""
    identifier = packaged()
    identifier.set_languages(list(languages))
    rows = np.array(identifier.tk_nextmove, np.int32).reshape(-1, 256)
    written = _tree(rows, np.array(identifier.tk_row, np.int32))
    written[_STRINGS] = np.array(identifier.tk_output, np.int32)
    written |= {name: np.ascontiguousarray(getattr(identifier, name)) for name in _LIKELIHOODS}
    with made(models / FOLDER, source) as folder:
        for name, numbers in written.items():
            np.save(folder / f"{name}.npy", numbers)
        (folder / _LANGUAGES).write_text("\n".join(identifier.nb_classes), encoding="ascii")


def read(models: Path) -> Any:
    """Return an identifier of the languages written; None where there are none, or damaged ones."""
    from py3langid.langid import LanguageIdentifier

    folder = models / FOLDER
    try:
        numbers = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r")
            for name in (*_TREE, _STRINGS, *_LIKELIHOODS)
        }
        languages = (folder / _LANGUAGES).read_text("ascii").split("\n")
    except (OSError, ValueError):
        return None
    following = Following(*(numbers[name] for name in _TREE))
    strings = numbers[_STRINGS].data
    likelihoods = (numbers[name] for name in _LIKELIHOODS)
    identifier = LanguageIdentifier(
        *likelihoods, languages, following, strings, norm_probs=True, tk_row=()
    )
    identifier._rowbase = range(0, len(strings) << 8, 256)  # a row for each state
    return identifier


class Following:
    """The table of which state follows, as py3langid reads it: at 256 times the state plus a byte.

    The root is state 0. The branches of state `s` are those from `starts[s]` to `starts[s + 1]`:
    `letters` has the byte of each, in ascending order, `targets` the state that it leads to.
    `fallbacks[s]` is the state of the longest end of what was read that begins a string, too.
    """

    def __init__(
        self, starts: _Numbers, letters: NDArray[np.uint8], targets: _Numbers, fallbacks: _Numbers
    ) -> None:
        # Single numbers are read fastest from memory views.
        self._starts, self._letters = starts.data, letters.data
        self._targets, self._fallbacks = targets.data, fallbacks.data

    def __getitem__(self, place: int) -> int:
        state, byte = place >> 8, place & 255
        while True:
            end = self._starts[state + 1]
            branch = bisect_left(self._letters, byte, self._starts[state], end)
            if branch < end and self._letters[branch] == byte:
                following: int = self._targets[branch]
                return following
            if not state:
                return 0
            state = self._fallbacks[state]


def _tree(rows: _Numbers, row_of: _Numbers) -> dict[str, NDArray[Any]]:
    """Return the arrays of `Following` for a table: state `s` has the row `rows[row_of[s]]`.

    A state is first met at the end of its own string, so the branches are found by width.
    """
    count = len(row_of)
    met, fallbacks = np.zeros(count, np.bool_), np.zeros(count, np.int32)
    met[0] = True
    level, branches = np.zeros(1, np.int32), []
    while len(level):
        following = rows[row_of[level]]
        places, letters = np.nonzero(~met[following])
        states, targets = level[places], following[places, letters]
        met[targets] = True
        fallbacks[targets] = np.where(states, rows[row_of[fallbacks[states]], letters], 0)
        branches.append(np.stack([states, letters, targets]))
        level = targets
    states, letters, targets = np.concatenate(branches, axis=1)
    order = np.lexsort((letters, states))
    return {
        "starts": np.searchsorted(states[order], np.arange(count + 1)).astype(np.int32),
        "letters": letters[order].astype(np.uint8),
        "targets": targets[order].astype(np.int32),
        "fallbacks": fallbacks,
    }
