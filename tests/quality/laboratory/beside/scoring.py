"""Rankings to figures, by the same code for every system."""

from collections.abc import Mapping, Sequence

from tests.quality.laboratory.beside.material import Collection
from tests.quality.laboratory.retrieval import measuring
from tests.quality.laboratory.retrieval.measuring import Figure
from tests.quality.laboratory.retrieval.running import DEPTH, Run, Runs

Rankings = Mapping[str, Sequence[str]]  # documents, best first, by question id
FIRST = 10


def figures(collection: Collection, by_system: Mapping[str, Rankings], mine: str) -> list[Figure]:
    """Return every measure per system and language, and how far `mine` is ahead of the best.

    Questions that none of the kept documents answers count in none.
    """
    runs = {name: _run(collection, rankings) for name, rankings in by_system.items()}
    relevant = {question: _relevant(collection, question) for question in collection.grades}
    answerable = {question: grades for question, grades in relevant.items() if grades}
    return measuring.figures(Runs(collection.questions, runs), answerable, mine)


def _relevant(collection: Collection, question: str) -> dict[str, int]:
    grades = collection.grades[question]
    return {
        document: grades[document]
        for document in _kept(collection, list(grades))
        if grades[document]
    }


def judged_share(collection: Collection, rankings: Rankings, language: str = "") -> float:
    """Return the share of the first ten documents that somebody has graded.

    Over the questions in `language`, all where there is none. Of a complete set it is 1: there,
    every document was a candidate.
    """
    if collection.complete:
        return 1.0
    graded = [
        document in collection.grades[question.id]
        for question in collection.questions
        for document in _kept(collection, rankings[question.id])[:FIRST]
        if language in ("", question.language)
    ]
    return sum(graded) / len(graded) if graded else 1.0


def ungraded(collection: Collection, rankings: Rankings) -> set[tuple[str, str]]:
    """Return question and document of the first ten places that nobody has graded."""
    return {
        (question.id, document)
        for question in collection.questions
        for document in _kept(collection, rankings[question.id])[:FIRST]
        if document not in collection.grades[question.id]
    }


def _run(collection: Collection, rankings: Rankings) -> Run:
    # Falling scores: the order is what is measured.
    return {
        question.id: {
            document: float(DEPTH - place)
            for place, document in enumerate(_kept(collection, rankings[question.id])[:DEPTH])
        }
        for question in collection.questions
    }


def _kept(collection: Collection, ranking: Sequence[str]) -> list[str]:
    kept = collection.kept
    return [document for document in ranking if kept is None or document in kept]
