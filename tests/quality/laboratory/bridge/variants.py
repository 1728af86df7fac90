"""How people type Greek and Cyrillic on a Latin keyboard: extra training texts.

Folding makes `настава` and `nastava` meet, but not `ж` typed as `zh` or Greek typed as
Greeklish, where every writer has habits of their own. Each call draws one writer's habits,
keeps them through the text, and returns what that writer would type.
"""

import random
import unicodedata

_GREEK = {
    **{"ου": "ou u", "μπ": "mp b", "ντ": "nt d", "γκ": "gk g", "γγ": "gg g ng"},
    **{"αυ": "au av", "ευ": "eu ev", "αι": "ai e", "ει": "ei i", "οι": "oi i"},
    **dict(zip("αγδεζικλμνοπρστ", "agdeziklmnoprst", strict=True)),
    **{"β": "v b", "η": "i h", "θ": "th 8", "ξ": "ks x", "υ": "y u i", "φ": "f ph"},
    **{"χ": "x h ch", "ψ": "ps", "ω": "o w", "ς": "s"},
}
_CYRILLIC = {
    **dict(zip("абгдезиклмнопрстуфј", "abgdeziklmnoprstufj", strict=True)),
    **{"в": "v v w", "ж": "zh j z", "ц": "ts c", "ч": "ch 4", "ш": "sh 6", "щ": "sht 6t"},
    **{"ъ": "a u y", "ь": "i y", "ю": "yu iu", "я": "ya q ia", "й": "y i j", "х": "h x"},
    **{"ѓ": "gj g", "ќ": "kj k", "ѕ": "dz", "љ": "lj l", "њ": "nj n", "џ": "dzh dj", "ђ": "dj"},
    **{"ћ": "c ch"},
}
_ALPHABETS = {"el": _GREEK, "bg": _CYRILLIC, "mk": _CYRILLIC, "sr": _CYRILLIC}


def typed_in_latin(text: str, language: str, draw: random.Random) -> str | None:
    """Return `text` as a writer without its keyboard would type it, or None if nothing changes.

    A language that is not of these alphabets is never changed.
    """
    alphabet = _ALPHABETS.get(language)
    if alphabet is None:
        return None
    habits = {letters: draw.choice(ways.split()) for letters, ways in alphabet.items()}
    plain = _without_accents(text.casefold())
    typed = _replace(plain, habits)
    return None if typed == plain else typed


def _without_accents(text: str) -> str:
    """Drop the Greek tonos but keep й and ѓ, whose marks make them letters of their own."""
    kept: list[str] = []
    for letter in unicodedata.normalize("NFD", text):
        if not (unicodedata.combining(letter) and kept and "α" <= kept[-1] <= "ω"):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


def _replace(text: str, habits: dict[str, str]) -> str:
    typed, place = [], 0
    while place < len(text):
        pair = text[place : place + 2]
        step = 2 if pair in habits else 1
        typed.append(habits.get(pair[:step], pair[:step]))
        place += step
    return "".join(typed)
