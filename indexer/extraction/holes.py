"""Words of a page some of whose letters its font does not name: left out, and counted. Pure.

A word with a letter missing is another word: it would be indexed, found and offered as spelling.
"""

import re

# What stands for a letter that is not known: the sign that readers put there, and private codes
# but for those of fonts of signs (U+F0..) and of small capitals (U+F7..).
_SIGN = "[\ufffd\x00\ue000-\uefff\uf100-\uf6ff\uf800-\uf8ff]"
# After a capital at a word's end it is more likely the number of a formula (`CO` and a small 2).
_WORD = re.compile(rf"\S*(?:[^\W\d_A-Z]-?{_SIGN}|{_SIGN}-?[^\W\d_])\S*")
_ALONE = re.compile(_SIGN)
# The ligatures of Calibri, which its tables call letters that no language here has.
_LIGATURES = re.compile(
    "(?<=[a-zçë])Ɵ|Ɵ(?=[a-zçë])|(?<=[a-zçë])Ʃ|Ʃ(?=[a-zçë])|(?<=[a-zçë])Ō(?=[a-zçë])"
)
_MEANT = {"Ɵ": "ti", "Ʃ": "tt", "Ō": "ft"}


def without_broken_words(text: str) -> tuple[str, int]:
    """Return `text` without the words that miss letters, and how many letters these had."""
    if not _ALONE.search(text):
        return text, 0
    lost = sum(len(word) for word in _WORD.findall(text))
    return _ALONE.sub("", _WORD.sub("", text)), lost


def with_ligatures(text: str) -> str:
    """Return `text` with `ti`, `tt` and `ft` for what tables of their ligatures say."""
    return _LIGATURES.sub(lambda match: _MEANT[match[0]], text)
