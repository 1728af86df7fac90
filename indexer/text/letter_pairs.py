"""How likely letters follow one another in each language of the region.

`likelihood` tells readable text from what the wrong code page makes of it: "učenje" is likely in
Croatian, "uèenje" in no language here. The table `letter_pairs.tsv` was counted in
`tests/quality/parallel` by `python -m tests.quality.laboratory.letter_pairs`.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+")
RARE = -11.0  # nats: a pair that was never counted
_WESTERN = -7.0  # the same, where a letter is an ordinary one of Western Europe: names have them
_WESTERN_LETTERS = frozenset("éèàâêîôûäöüßñçíóáúïëøåæœőű")
_LEAP = 3.0  # nats: a word in another language than the text's, such as a name
_ODD_CASE = 12.0  # nats: a capital after a small letter
_CAPITALS = 1.5  # nats: a word all in capitals
_CAPITAL = 2.5  # nats: a word that begins with a capital beyond ASCII
# What typesets text, and costs little; every other sign beyond ASCII is a surprise.
_USUAL_SIGNS = frozenset("“”„–—…•«»°§©€\u00a0²³")
_JOINING_SIGNS = frozenset("’\u00a0·-")  # what may stand between two letters of a word
_OPENING_SIGNS = frozenset("“„‘‚’«»•")  # what a word may begin with ...
_CLOSING_SIGNS = frozenset("”“’‘»«…™®©\u00a0²³–—")  # ... and end with
_QUOTES = frozenset("‘’‚")  # rare as quotation marks, usual as apostrophes
_USUAL_SIGN, _RARE_SIGN, _ODD_SIGN, _MISPLACED_SIGN = 2.5, 6.0, 9.0, 9.0  # nats
# Romanian is written with cedillas in most code pages and with commas in Unicode; dotless case.
_SAME_LETTERS = str.maketrans({"ș": "ş", "ț": "ţ", "Ș": "ş", "Ț": "ţ", "İ": "i"})


def plain(word: str) -> str:
    """Return `word` as the table spells it: in small letters, Romanian with cedillas."""
    return word.translate(_SAME_LETTERS).lower()


def likelihood(tokens: Iterable[str], languages: Iterable[str] | None = None) -> float:
    """Return the log likelihood, in nats, of `tokens` in the language that fits them best.

    `languages` are those it may be, by default all; single words may be in any.
    """
    words: list[Mapping[str, float]] = []
    tokens = tuple(tokens)
    cost = _cost_of_lone_quotes("".join(tokens))
    for token in tokens:
        cost += _cost_of_signs(token)
        for word in WORD.findall(token):
            cost += _cost_of_case(word)
            words.append(word_likelihoods(plain(word)))
    best = [max(word.values()) - _LEAP for word in words]
    return (
        max(
            sum(max(word[language], leap) for word, leap in zip(words, best, strict=True))
            for language in languages or _tables()
        )
        - cost
    )


@functools.lru_cache(maxsize=20_000)
def word_likelihoods(word: str) -> Mapping[str, float]:
    """Return the log likelihood of `word`, as `plain` spells it, in each language."""
    pairs = [first + second for first, second in zip(f" {word}", f"{word} ", strict=True)]
    return {
        language: sum(table.get(pair) or _unseen(pair) for pair in pairs)
        for language, table in _tables().items()
    }


def _unseen(pair: str) -> float:
    return _WESTERN if _WESTERN_LETTERS.intersection(pair) else RARE


def _cost_of_case(word: str) -> float:
    if word.isupper() and len(word) > 1:
        return _CAPITALS
    if word.islower() or word.istitle() or len(word) == 1:
        return _CAPITAL if word[0].isupper() and word[0] > "\x7f" else 0.0
    leaps = sum(map(lambda first, second: first.islower() and second.isupper(), word, word[1:]))
    return _ODD_CASE * (leaps + word[:2].isupper())


def _cost_of_lone_quotes(text: str) -> float:
    """Return the cost of a single quotation mark: they come in pairs."""
    if sum(map(text.count, "«»“”„")) > 1:
        return 0.0
    return _RARE_SIGN if any(sign in text for sign in "«»“”„") else 0.0


def _cost_of_signs(token: str) -> float:
    return sum(
        _cost_of_sign(token[max(0, position - 1) : position], sign, token[position + 1 :][:1])
        for position, sign in enumerate(token)
        if sign > "\x7f" and not sign.isalpha()
    )


def _cost_of_sign(before: str, sign: str, after: str) -> float:
    """Return how surprising `sign` is between its neighbours, in nats."""
    if before.isalpha():
        odd = sign not in (_JOINING_SIGNS if after.isalpha() else _CLOSING_SIGNS)
    else:
        odd = after.isalpha() and not before.isdigit() and sign not in _OPENING_SIGNS
    misplaced = _MISPLACED_SIGN if odd else 0.0
    if sign in _QUOTES:
        return misplaced + (_USUAL_SIGN if before.isalpha() and after.isalpha() else _RARE_SIGN)
    return misplaced + (_USUAL_SIGN if sign in _USUAL_SIGNS else _ODD_SIGN)


@functools.cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    """Return the log probability of every counted pair, in nats, by language."""
    text = (files("indexer.text") / "letter_pairs.tsv").read_text(encoding="utf-8")
    tables: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        language, first, seconds = line.split("\t")
        # Each second letter is followed by a letter for its rarity: `a` is 0 nats, `b` -0.4 ...
        tables.setdefault(language, {}).update(
            {
                first + second: STEP * (ord(rarity) - ord("a")) - 1e-6
                for second, rarity in zip(seconds[::2], seconds[1::2], strict=True)
            }
        )
    return tables


STEP = -0.4  # nats between one rarity and the next
