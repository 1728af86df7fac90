"""What English words mean among teachers, where their company tells it. Pure.

A foreign question is looked up by English terms for its words (indexer/encoding/english_terms.py).
In many languages a student who cheats `copies`, and one who drops out `leaks` or `gives up`: the
terms are right, and no text has them in this sense. So a term that stands beside words of a certain
kind brings the term that texts have.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.text.stemming import stem


class Sense(NamedTuple):
    """One of `terms` beside one of `company` means `meant`, too; all but `meant` are stems."""

    terms: frozenset[str]
    company: frozenset[str]
    meant: tuple[str, ...]


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word, "en") for word in words.split())


_EXAMS = _stems("exam examination test tests colloquium midterm")
_STUDIES = _stems("student students freshman freshmen studies university faculty year")
SENSES = (
    Sense(_stems("copying copy copied transcribe cribbing crib"), _EXAMS, ("cheating",)),
    Sense(
        _stems("leak leakage outflow drain attrition quit quitting abandon abandoning dropping"),
        _STUDIES,
        ("dropout",),
    ),
    Sense(_stems("transience passability pass passing"), _EXAMS, ("pass", "failure")),
    Sense(
        _stems("rewrite rewriting copying copy copied"), _stems("essay seminar"), ("plagiarism",)
    ),
)


def with_teaching_senses(terms: Sequence[str]) -> tuple[str, ...]:
    """Return English terms for a question, followed by what they mean among teachers."""
    stems = {stem(term, "en") for term in terms}
    return tuple(dict.fromkeys([*terms, *_meant(stems)]))


def _meant(stems: Iterable[str]) -> list[str]:
    asked = frozenset(stems)
    return [
        word
        for sense in SENSES
        if not (asked.isdisjoint(sense.terms) or asked.isdisjoint(sense.company))
        for word in sense.meant
    ]
