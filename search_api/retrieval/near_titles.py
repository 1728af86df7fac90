"""Near titles: whether somebody typed a title not quite as it is written. Pure.

Compared are the words that carry it, in their order: without its small words, hyphens and accents,
in another form or with a slip. A word more, or one of few that is missing, is another question:
"feedback on placement" asks for a topic, and many texts may answer it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from indexer.text.folding import fold, folded_words
from indexer.text.inflection import may_be_forms
from indexer.text.language import macrolanguage

FEWEST = 3  # words that carry a title which is recognised
# Words of its beginning, if all but one are there; else, and as a share of it.
_RUN, _LONG_RUN, _LONG_SHARE = 4, 5, 0.6
_SPARE = 7  # words of a title of which any may be left out
_SLIPS_ALLOWED, _LONG = 1, 6  # a title of so many words may have one slip more
_SHORTEST_SWAP, _SHORTEST_SLIP, _SHORTEST_FORM = 5, 6, 4  # letters of a word that may have one
_MARKS = (":", " - ", " – ", " — ")  # a subtitle stands after one

_SMALL = {
    language: frozenset(fold(listed).split())
    for language, listed in {
        "en": "a an the of in on for to with and or by from at as into that",
        "sq": "e i të së në me për dhe nga një te tek a ose prej që",
        "hbs": "i u na za od do iz s sa o po pri kod te ili a koji koja koje",
        "mk": "и во на за од до со по при кај или што",
        "bg": "и в във на за от до с със по при върху или които която който",
        "el": "ο η το οι τα του της των τον την και με σε στο στη στην στον στα στις στους για από"
        " ή ένας μια μία ένα που",
        "ro": "de la în din și cu pentru pe un o a al ale sau",
        "sl": "in v na za od do iz s z o po pri ali",
        "tr": "ve ile için bir veya",
    }.items()
}
_FRAME = frozenset(  # what people write before a title: "the article ..."
    fold(
        "paper article study text book chapter guide document resource handout material file pdf"
        " called titled entitled named about"
        " artikulli artikull punimi punim dokumenti dokument teksti udhëzuesi libri materiali"
        " titulluar quajtur titull titullin"
        " rad rada članak članka tekst vodič priručnik knjiga materijal nazivom naslovom naslov"
        " труд трудот статија статијата текстот документот водич прирачник наслов насловен"
        " статия статията текст документ документът ръководство наръчник материал материалът"
        " заглавие озаглавен озаглавена"
        " άρθρο εργασία κείμενο έγγραφο οδηγός βιβλίο υλικό τίτλο τίτλος"
    ).split()
)


class Fit(NamedTuple):
    """How near a question is to a title: words left out, words with a slip. The least is best."""

    omitted: int
    slips: int


class _Aligned(NamedTuple):
    words: int  # of the title that the question has, too
    slips: int
    is_beginning: bool  # whether they are the first ones of it


def mains(title: str) -> list[list[str]]:
    """Return the folded words of a title: whole, without its number, and what may be its main part.

    The whole stands first.
    """
    number, dot, rest = title.partition(".")
    parts = [rest] if dot and number.strip().isdigit() else []
    parts += (title.partition(mark)[0] for mark in _MARKS if mark in title)
    return [folded_words(part) for part in (title, *parts)]


def subtitles(title: str) -> list[list[str]]:
    """Return the folded words of what may be the subtitle of a title."""
    return [folded_words(title.partition(mark)[2]) for mark in _MARKS if mark in title]


def names_alone(fit: Fit, subtitle: Sequence[str], language: str) -> bool:
    """Whether a subtitle so typed means its work: "a half-day workshop" is what many are."""
    return fit.omitted == 0 and len(carrying(subtitle, language)) > FEWEST


def carrying(words: Sequence[str], language: str) -> list[str]:
    """Return the folded words that are none of the small ones of a language, a tag."""
    small = _SMALL.get(macrolanguage(language), _SMALL["en"])
    return [word for word in words if word not in small]


def without_frame(words: Sequence[str], language: str) -> list[str]:
    """Return folded words without "the article about" and the like before them."""
    small = _SMALL.get(macrolanguage(language), _SMALL["en"]) | _SMALL["en"]
    end = next(
        (place for place, word in enumerate(words) if word not in _FRAME | small), len(words)
    )
    is_framed = not _FRAME.isdisjoint(words[:end])
    return list(words[end:] if is_framed else words)


def nearest(asked: Sequence[str], title: Sequence[str], language: str) -> Fit | None:
    """Return how near a question is to a title in `language`, both folded; None where it is not."""
    carries = carrying(title, language)
    typed = (carrying(words, language) for words in (asked, without_frame(asked, language)))
    fits = [fit for words in typed if (fit := _fit(words, carries, language))]
    return min(fits, default=None)


def are_same(word: str, other: str, language: str) -> bool:
    """Whether two folded words are one, or forms of one word of `language`, a tag."""
    long_enough = min(len(word), len(other)) >= _SHORTEST_FORM
    return word == other or (long_enough and may_be_forms(word, other, language))


def _fit(asked: Sequence[str], title: Sequence[str], language: str) -> Fit | None:
    if len(title) < FEWEST or len(asked) < FEWEST:
        return None
    aligned = _aligned(asked, title, language)
    if aligned is None:
        return None
    omitted = len(title) - aligned.words
    if omitted == 0:
        allowed = _SLIPS_ALLOWED + (len(title) >= _LONG)
    else:
        allowed = _SLIPS_ALLOWED if _says_enough(aligned, len(title)) else -1
    return Fit(omitted, aligned.slips) if aligned.slips <= allowed else None


def _says_enough(aligned: _Aligned, words: int) -> bool:
    """Whether a part of a title of so many words can hardly mean anything else."""
    one_is_missing = aligned.words == words - 1
    is_long = aligned.words >= max(_LONG_RUN, _LONG_SHARE * words)
    if aligned.is_beginning:
        return is_long or (one_is_missing and aligned.words >= _RUN)
    return one_is_missing and words >= _SPARE


def _aligned(asked: Sequence[str], title: Sequence[str], language: str) -> _Aligned | None:
    """Return how the words asked for are found in a title, in their order; None if any is not."""
    place = at = slips = 0
    places: list[int] = []
    while at < len(asked):
        if place == len(title):
            return None
        ours, theirs, slip = _step(asked[at : at + 2], title[place : place + 2], language)
        places += range(place, place + theirs)
        at, place, slips = at + ours, place + max(theirs, 1), slips + slip
    return _Aligned(len(places), slips, places[-1] == len(places) - 1)


def _step(asked: Sequence[str], title: Sequence[str], language: str) -> tuple[int, int, int]:
    """Return how many words at the beginning of both are the same, and whether with a slip.

    (0, 0, 0) where they are not. One word may be two in the other: `e-portfolio`, `eportfolio`.
    """
    if are_same(asked[0], title[0], language):
        return 1, 1, 0
    if "".join(title) == asked[0]:
        return 1, len(title), 0
    if "".join(asked) == title[0]:
        return len(asked), 1, 0
    return (1, 1, 1) if _is_slip(asked[0], title[0]) else (0, 0, 0)


def _is_slip(word: str, other: str) -> bool:
    """Whether one letter too many, too few, wrong or swapped tells a long word from another.

    Letters that are swapped hardly ever make another word, so that a shorter one may have them.
    """
    shortest = _SHORTEST_SWAP if sorted(word) == sorted(other) else _SHORTEST_SLIP
    if max(len(word), len(other)) < shortest or any(map(str.isdigit, word + other)):
        return False
    return bool(OSA.distance(word, other, score_cutoff=1) == 1)
