"""Why a resource is among the results: one sentence, and the numbers to be opened."""

from search_api.schemas import Band, Hit, Match, MatchReason, Placement
from ui.excerpts import excerpt
from ui.markup import Html, element, folded_away, text
from ui.page import Page
from ui.wording import Translator

_NAMED = 3  # words in the sentence
_BY_MEANING = ("meaning", "near_words")  # reasons that say that a passage is near


def because(hit: Hit, page: Page, length: int) -> list[Html]:
    """Return one sentence that says why; none without a passage.

    Words that are in the shown `length` characters of the passage are named first.
    """
    if hit.named_by:
        return [text("p", page.translate(f"why_named_{hit.named_by}"), css="because")]
    return [
        text("p", _sentence(best, hit.band, page, length), css="because")
        for best in hit.matches[:1]
    ]


def numbers(hit: Hit, page: Page) -> list[Html]:
    """Return the places of the best passage, to be opened; none without any."""
    lines = [
        line
        for best in hit.matches[:1]
        for line in (
            *_placement(best.why.meaning, "why_by_meaning", page.translate),
            *_placement(best.why.words, "why_by_words", page.translate),
        )
    ]
    if not lines:
        return []
    listed = element("ul", *(text("li", line) for line in lines))
    return [folded_away(page.translate("why_heading"), listed, css="why")]


def quoted(words: list[str], translate: Translator) -> str:
    """Return words in the quotation marks of the reader's language."""
    return ", ".join(translate("quoted", words=word) for word in words)


def _sentence(match: Match, band: Band, page: Page, length: int) -> str:
    reason = match.why.reason
    if not page.view.query:
        return page.translate("because_like")
    if band == "weak" and reason.kind in _BY_MEANING:
        return page.translate("because_not_close")
    words = quoted(_visible_first(reason, match, length)[:_NAMED], page.translate)
    return page.translate(f"because_{reason.kind}", words=words)


def _visible_first(reason: MatchReason, match: Match, length: int) -> list[str]:
    """Return the words of the reason, those that the card shows before the others."""
    shown = excerpt(match.passage.text, match.highlights, length, match.answer).text
    return sorted(reason.words, key=lambda word: word not in shown)


def _placement(placement: Placement | None, key: str, translate: Translator) -> list[str]:
    return (
        [translate(key, rank=placement.rank, score=round(placement.score, 2))] if placement else []
    )
