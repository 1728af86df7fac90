"""Where a text names a concept: labels and synonyms found in running, inflected text.

The network's languages inflect at the end of a word (настава, наставе, наставом), so a name is
found by the beginnings of its words. Words are compared folded, so script and diacritics do not
matter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.taxonomy.vocabulary import Concept, load
from indexer.text.folding import fold, words
from indexer.text.language import macrolanguage

_ENDING = re.compile(r"[aeiouy]?$")
_GREEK_ENDING = re.compile(r"(?:[αειουηω]{0,2}σ?|ων)$")
# English words that lose their last letter: clickers, debate (debating), study (studies).
_ENGLISH = {"s": 4, "e": 5, "y": 5}
_ANY = "und"  # the language of cues
_SHORT = 6  # letters
_KEY = 3  # names are looked up by the first letters of their first word
_HBS = ("bs", "hr", "sr-Latn")  # label languages for all that is written in one of them
# Linking words that come and go with the case of a name.
_LINKING_WORDS = """
    a an and as at by for from in is of on or the to with
    dhe e i me në nga për së të u
    ali da do iz k ka ko na o od po s sa su uz v ve za
    απο για και με μια να ο οι η σε στη στην στο στον στις στους τα τη την της τις το του των
"""
_LINKING = frozenset(fold(word) for word in _LINKING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: its folded form and its offsets in the text."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a concept as the beginnings of its words."""

    concept_id: str
    stems: tuple[str, ...]
    whole: bool  # an abbreviation: its words do not inflect


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a text, at character offsets. `words` is the length of the name.
    A short single word (`law`, `sud`) is not `strong`: too much else begins like it."""

    concept_id: str
    start: int
    end: int
    words: int

    @property
    def strong(self) -> bool:
        """Whether this can hardly mean anything else."""
        return self.words > 1 or self.end - self.start > _SHORT


Names = dict[str, list[Name]]


def tokens(text: str) -> list[Token]:
    """Return the words of `text` that can be part of a name, in order."""
    every = (Token(fold(text[start:end]), start, end) for start, end in words(text))
    return [token for token in every if token.form not in _LINKING]


def name_languages(language: str | None) -> tuple[str, ...]:
    """Return the label languages to look for in a text in `language`: its own and English."""
    spoken = macrolanguage(language or "en")
    own = _HBS if spoken == "hbs" else (spoken,)
    return own if own == ("en",) else (*own, "en")


@lru_cache(maxsize=64)
def names_of(vocabulary: str, languages: tuple[str, ...]) -> Names:
    """Return the names of a vocabulary's concepts in `languages`, by their first letters."""
    concepts = load(vocabulary)
    return _index(_name(c.id, n, tag) for c in concepts for tag in languages for n in c.names(tag))


@lru_cache(maxsize=16)
def cues_of(vocabulary: str) -> Names:
    """Return the `cues` of concepts, which point to one without naming it, in all languages."""
    cues = ((c.id, cue) for c in load(vocabulary) for cue in _cues(c))
    return _index(_name(concept_id, cue, _ANY) for concept_id, cue in cues)


def _cues(concept: Concept) -> list[str]:
    return [cue for cue in concept.details.get("cues", "").split(" | ") if cue]


def _name(concept_id: str, text: str, language: str) -> Name:
    forms = [token.form for token in tokens(text)]
    if len(forms) == 1 < len(words(text)):  # "in person": what is left means nothing alone
        forms = []
    whole = text.isupper() or (len(forms) == 1 and len(forms[0]) <= _KEY)
    stems = tuple(form if whole else stem(form, language) for form in forms)
    return Name(concept_id, stems, whole)


def _index(names: Iterable[Name]) -> Names:
    index: Names = {}
    usable = {name for name in names if name.stems}
    for name in sorted(usable, key=lambda name: (-len(name.stems), name.concept_id, name.stems)):
        index.setdefault(name.stems[0][:_KEY], []).append(name)
    return index


def stem(form: str, language: str) -> str:
    """Return the beginning of a folded word that its inflected forms share."""
    if language == "en":
        return form[:-1] if len(form) > _ENGLISH.get(form[-1], len(form)) else form
    ending = (_GREEK_ENDING if language == "el" else _ENDING).search(form)
    shortest = _KEY + 1 if language == _ANY else _KEY
    return form[: max(shortest, ending.start() if ending else len(form))]


def find_mentions(text: Sequence[Token], names: Names) -> Iterator[Mention]:
    """Yield where `text` names a concept, in order; of names that overlap, the longest."""
    position = 0
    while position < len(text):
        hits = [
            name
            for name in names.get(text[position].form[:_KEY], ())
            if _occurs_at(name, text, position)
        ]
        longest = max((len(name.stems) for name in hits), default=0)
        for concept_id in sorted({n.concept_id for n in hits if len(n.stems) == longest}):
            last = text[position + longest - 1]
            yield Mention(concept_id, text[position].start, last.end, longest)
        position += max(longest, 1)


def _occurs_at(name: Name, text: Sequence[Token], position: int) -> bool:
    if position + len(name.stems) > len(text):
        return False
    pairs = zip(name.stems, text[position : position + len(name.stems)], strict=True)
    if name.whole:
        return all(stem_ == token.form for stem_, token in pairs)
    return all(_inflected(stem_, token.form) for stem_, token in pairs)


def _inflected(beginning: str, form: str) -> bool:
    """Whether `form` is `beginning` with an ending; short beginnings take short endings."""
    longest = 2 if len(beginning) <= 4 else 4
    return form.startswith(beginning) and len(form) - len(beginning) <= longest
