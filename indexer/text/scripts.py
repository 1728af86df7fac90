"""Alphabets of the network's languages, and Serbian Cyrillic in Latin letters."""

import re

LANGUAGES = ("en", "sq", "bs", "hr", "sr-Cyrl", "sr-Latn", "mk", "el", "bg")

# Serbian Cyrillic in Gaj's Latin alphabet.
GAJ = {
    **dict(zip("абвгдезијклмнопрстћуфхцчш", "abvgdezijklmnoprstćufhcčš", strict=True)),
    **{"ђ": "đ", "ж": "ž", "љ": "lj", "њ": "nj", "џ": "dž"},
}
_TO_CYRILLIC = sorted(((b, a) for a, b in GAJ.items()), key=lambda pair: -len(pair[0]))
_TO_LATIN = str.maketrans(GAJ | {a.upper(): b.capitalize() for a, b in GAJ.items()})
# A digraph that began as one capital letter, beside another capital.
_DIGRAPH = re.compile(r"(?:Lj|Nj|Dž)(?=[A-ZČĆĐŠŽ])|(?<=[A-ZČĆĐŠŽ])(?:Lj|Nj|Dž)(?![a-zčćđšž])")
# What Macedonian has beside: as its neighbours write the same sounds.
_MACEDONIAN_TO_LATIN = str.maketrans({"ѓ": "đ", "ќ": "ć", "ѕ": "dz", "Ѓ": "Đ", "Ќ": "Ć", "Ѕ": "Dz"})
# Letters of Serbian and Macedonian alone, and of Bulgarian alone; every longer text has some.
_WESTERN, _EASTERN = frozenset("јљњџђћѓќѕ"), frozenset("щъьюяй")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_BOSNIAN = frozenset(_LATIN + "čćđšžé")
# The letters each language writes with; é is for loan words (café).
_ALPHABETS = {
    "en": frozenset(_LATIN + "é"),
    "sq": frozenset(_LATIN + "çëé"),
    "bs": _BOSNIAN,
    "hr": _BOSNIAN,
    "sr-Latn": _BOSNIAN,
    "sr-Cyrl": frozenset("абвгдђежзијклљмнњопрстћуфхцчџш"),
    "mk": frozenset("абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ"),
    "bg": frozenset("абвгдежзийклмнопрстуфхцчшщъьюяѝ"),
    "el": frozenset("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"),
}


def to_gaj_latin(text: str) -> str:
    """Return Serbian Cyrillic `text` in Gaj's Latin letters; everything else stays as it is.

    Nothing is lost in this direction. A capital љ, њ or џ becomes Lj or, beside another
    capital, LJ.
    """
    latin = text.translate(_TO_LATIN)
    return _DIGRAPH.sub(_both_capital, latin) if _DIGRAPH.search(latin) else latin


def in_south_slavic_latin(text: str) -> str | None:
    """Return Serbian or Macedonian Cyrillic in Latin letters; None for any other text.

    For reading, not for display: Macedonian has no Latin alphabet of its own that many use.
    """
    letters = text.lower()
    western = sum(letter in _WESTERN for letter in letters)
    if western <= sum(letter in _EASTERN for letter in letters):
        return None
    return to_gaj_latin(text.translate(_MACEDONIAN_TO_LATIN))


def to_serbian_cyrillic(text: str) -> str:
    """Return Serbian in Gaj's Latin letters in Cyrillic, in lower case; for display only.

    A few words are wrong (`injekcija` has no њ), which a reader sees and a search would not.
    """
    text = text.lower()
    for latin, cyrillic in _TO_CYRILLIC:
        text = text.replace(latin, cyrillic)
    return text


def _both_capital(match: re.Match[str]) -> str:
    return match[0].upper()


def foreign_letters(text: str, language: str) -> str:
    """Return the letters of `text` that `language` does not write with, sorted, each once.

    Latin words (a loan term, an abbreviation, a licence's name) may stand in a Cyrillic or Greek
    text, but not in the majority, and never as single letters inside a word: that is a look-alike
    typed on the wrong keyboard.
    """
    alphabet = _ALPHABETS[language]
    foreign: set[str] = set()
    own = 0
    borrowed: set[str] = set()
    borrowed_count = 0
    for word in _words(text.lower()):
        outside = {letter for letter in word if letter not in alphabet}
        if not outside:
            own += len(word)
        elif outside == set(word) and outside <= _ALPHABETS["en"]:
            borrowed |= outside
            borrowed_count += len(word)
        else:
            foreign |= outside
    return "".join(sorted(foreign | borrowed if borrowed_count > own else foreign))


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalpha() else " " for letter in text).split()
