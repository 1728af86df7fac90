"""Which written names are one person's. Pure.

Names are compared without diacritics and script, degrees, full stops and hyphens, and in reading
order. Two are one person's where the family names agree and the given names do not contradict each
other: `A. Marković` and `Ana Marković`, `Vincent Knight` and `Vincent A. Knight`, `Marković Ana`
and `Ana Marković`. A shorter name that fits two people who contradict each other (Ana, Anton) is
left alone: nothing is guessed. People of one name are one person here; Greek letters are not
compared with Latin ones.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indexer.text.folding import fold
from indexer.text.scripts import to_gaj_latin
from search_api.citing.names import PARTICLES, read_name


@dataclass(frozen=True, slots=True)
class Key:
    """A name as it is compared: folded words of the family name and of the given names."""

    family: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        """All its words, whatever their order."""
        return frozenset((*self.family, *self.given))

    @property
    def weight(self) -> tuple[int, int]:
        """How much it tells: words that are no initials, then letters."""
        return sum(len(word) > 1 for word in self.given), sum(map(len, self.given))


def key_of(written: str) -> Key | None:
    """Return how a name is compared; None for a body, or a name without given names."""
    name = read_name(written)
    if not name.given or any(sign.isdigit() for sign in written):
        return None
    key = Key(_words(name.family), _words(name.given))
    return key if key.family and key.given else None


def people(written: Iterable[str]) -> dict[str, str]:
    """Return, for each written name of a person, the fullest way that this person is written.

    Names of bodies are left out. Of equally full forms the most used one is taken, its degree
    left out.
    """
    counts = Counter(written)
    keys = {name: key for name in counts if (key := key_of(name)) is not None}
    keys = _in_one_order(keys, counts)
    families: dict[tuple[str, ...], list[Key]] = {}
    for key in dict.fromkeys(keys.values()):
        families.setdefault(key.family, []).append(key)
    fuller = {key: whole for family in families.values() for key, whole in _joined(family).items()}
    forms: dict[Key, list[str]] = {}
    for name, key in keys.items():
        if key == fuller[key]:
            forms.setdefault(key, []).append(name)
    shown = {
        key: read_name(min(names, key=lambda name: _by_use(name, counts))).straight
        for key, names in forms.items()
    }
    return {name: shown[fuller[key]] for name, key in keys.items()}


def _by_use(name: str, counts: Mapping[str, int]) -> tuple[int, bool, bool, int, str]:
    """Sort forms of a name: the most used first; then in capitals, in Latin, with all marks."""
    lower = not all(word[0].isupper() or word in PARTICLES for word in name.split())
    marks = sum(not (sign.isascii() and (sign.isalnum() or sign == " ")) for sign in name)
    return -counts[name], lower, name != to_gaj_latin(name), -marks, name


def _words(text: str) -> tuple[str, ...]:
    """Return the folded words; `J.P.` are two initials, `Jae-Eun` two words."""
    apart = re.sub(r"(?<=\b\w)\.", ". ", text)
    return tuple(word for word in re.split(r"[\s.\-–'’,]+", fold(apart)) if word)


def _in_one_order(keys: dict[str, Key], counts: Mapping[str, int]) -> dict[str, Key]:
    """Let names of the same words, none of them an initial, have the order most of them have."""
    orders: dict[frozenset[str], Counter[Key]] = {}
    for name, key in keys.items():
        if all(len(word) > 1 for word in key.words):
            orders.setdefault(key.words, Counter())[key] += counts[name]
    usual = {
        words: min(several, key=lambda key: (-several[key], key.family, key.given))
        for words, several in orders.items()
    }
    return {name: usual.get(key.words, key) for name, key in keys.items()}


def _joined(keys: Sequence[Key]) -> dict[Key, Key]:
    """Return, for each key of one family, the fullest key it surely is; itself where none is."""
    wholes: dict[Key, Key] = {}
    for key in keys:
        fits = [other for other in keys if other != key and _shortens(key.given, other.given)]
        agreeing = all(
            _shortens(a.given, b.given) or _shortens(b.given, a.given) or a == b
            for a in fits
            for b in fits
        )
        wholes[key] = max(fits, key=lambda it: (*it.weight, it.given)) if fits and agreeing else key
    return wholes


def _shortens(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether given names are a shorter form of others: initials, or with some left out.

    The first ones must agree; the others must come in the same order.
    """
    if len(short) > len(full) or tuple(short) == tuple(full):
        return False
    if not _fits(short[0], full[0]):
        return False
    rest = iter(full[1:])
    return all(any(_fits(word, other) for other in rest) for word in short[1:]) and (
        sum(map(len, short)) < sum(map(len, full))
    )


def _fits(word: str, full: str) -> bool:
    return word == full or (len(word) == 1 and full.startswith(word))
