"""How one and the same word is typed: small letters, no diacritics, on a Latin keyboard.

Word by word, so that a whole text in a variant is the row of its words' variants.
"""

import random
import unicodedata
from collections.abc import Mapping

VARIANTS = ("as is", "lower", "plain", "plain lower", "latin", "latin plain", "typed a", "typed b")
AS_IS, LOWER, PLAIN, PLAIN_LOWER, LATIN, LATIN_PLAIN, TYPED_A, TYPED_B = range(len(VARIANTS))

_SERBIAN = {
    **dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True)),
    **{"љ": "lj", "њ": "nj", "џ": "dž"},
}
_MACEDONIAN = _SERBIAN | {"ѓ": "gj", "ќ": "kj", "ѕ": "dz"}
_BULGARIAN = {
    **dict(zip("абвгдезийклмнопрстуф", "abvgdeziyklmnoprstuf", strict=True)),
    **{"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y"},
    **{"ю": "yu", "я": "ya"},
}
_GREEK = {
    **{"ου": "ou", "μπ": "mp", "ντ": "nt", "γκ": "gk", "γγ": "gg", "αυ": "au", "ευ": "eu"},
    **dict(zip("αβγδεζηικλμνξοπρσςτυφχω", "avgdeziiklmnxoprsstyfho", strict=True)),
    **{"θ": "th", "ψ": "ps"},
}
_OFFICIAL = {"sr": _SERBIAN, "mk": _MACEDONIAN, "bg": _BULGARIAN, "el": _GREEK}

_CYRILLIC_HABITS = {
    **dict(zip("абгдезиклмнопрстуфј", "abgdeziklmnoprstufj", strict=True)),
    **{"в": "v w", "ж": "zh j z", "ц": "ts c", "ч": "ch c", "ш": "sh s", "щ": "sht"},
    **{"ъ": "a u y", "ь": "i y", "ю": "yu iu", "я": "ya q ia", "й": "y i j", "х": "h x"},
    **{"ѓ": "gj g", "ќ": "kj k", "ѕ": "dz", "љ": "lj", "њ": "nj", "џ": "dzh dj dz"},
    **{"ђ": "dj", "ћ": "c ch"},
}
_GREEK_HABITS = {
    **{"ου": "ou u", "μπ": "mp b", "ντ": "nt d", "γκ": "gk g", "γγ": "gg g ng"},
    **{"αυ": "au av", "ευ": "eu ev", "αι": "ai e", "ει": "ei i", "οι": "oi i"},
    **dict(zip("αγδεζικλμνοπρστς", "agdeziklmnoprsts", strict=True)),
    **{"β": "v b", "η": "i h", "θ": "th 8", "ξ": "ks x", "υ": "y u i", "φ": "f ph"},
    **{"χ": "x h ch", "ψ": "ps", "ω": "o w"},
}
_HABITS = dict.fromkeys(("sr", "mk", "bg"), _CYRILLIC_HABITS) | {"el": _GREEK_HABITS}
_LETTERS = str.maketrans({"đ": "dj", "Đ": "Dj", "ı": "i", "ł": "l", "ø": "o", "ß": "ss"})


def writers(seed: int) -> list[dict[str, Mapping[str, str]]]:
    """Return two writers without their keyboard: for each language, how they type letters."""
    draw = random.Random(seed)
    return [
        {
            language: {letters: draw.choice(ways.split()) for letters, ways in habits.items()}
            for language, habits in _HABITS.items()
        }
        for _ in range(2)
    ]


def word_variants(
    word: str, language: str, typists: list[dict[str, Mapping[str, str]]]
) -> tuple[str, ...]:
    """Return `word` in each of VARIANTS; where one does not apply, the nearest that does."""
    lower = word.lower()
    plain = _plain(word, language)
    latin = plain_latin = plain
    if language in _OFFICIAL:
        latin = _spell(_without_tonos(word) if language == "el" else word, _OFFICIAL[language])
        plain_latin = _plain(latin, "latin")
        typed = [_spell(_without_tonos(lower), typist[language]) for typist in typists]
    else:
        latin, typed = word, [plain.lower()] * 2
    return (word, lower, plain, plain.lower(), latin, plain_latin.lower(), *typed)


def _plain(word: str, language: str) -> str:
    if language == "el":
        return _without_tonos(word)
    if language in _OFFICIAL:
        return word
    letters = unicodedata.normalize("NFD", word.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _without_tonos(text: str) -> str:
    """Drop the Greek tonos but keep й and ѓ, whose marks make them letters of their own."""
    kept: list[str] = []
    for letter in unicodedata.normalize("NFD", text):
        greek = bool(kept) and "α" <= kept[-1].lower() <= "ω"
        if not (unicodedata.combining(letter) and greek):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


def _spell(word: str, letters: Mapping[str, str]) -> str:
    """Replace letters and pairs of letters, keeping a capital at the start of each."""
    typed: list[str] = []
    place = 0
    while place < len(word):
        pair = word[place : place + 2]
        step = 2 if pair.lower() in letters else 1
        original = pair[:step]
        new = letters.get(original.lower(), original)
        typed.append(new.capitalize() if original[0].isupper() else new)
        place += step
    return "".join(typed)
