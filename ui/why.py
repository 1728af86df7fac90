"""Why a resource is among the results: the words, the meaning, the places, the language."""

from search_api.schemas import Hit, Match, Placement
from ui.markup import Html, element, folded_away, text
from ui.page import Page
from ui.wording import Translator, endonym


def across(hit: Hit, page: Page) -> list[Html]:
    """Return, for a passage in another language than the question, a line that says so."""
    best = hit.matches[:1]
    if not (page.view.query and best and best[0].why.cross_language):
        return []
    language = page.translate("why_language", language=endonym(best[0].passage.language))
    parts = [language, *_words(best[0], page.translate)]
    return [text("p", " · ".join(parts), css="across")]


def why(hit: Hit, page: Page) -> list[Html]:
    """Return the reasons for the best passage, to be opened; none without a passage."""
    return [
        folded_away(
            page.translate("why_heading"), element("ul", *_reasons(hit, best, page)), css="why"
        )
        for best in hit.matches[:1]
    ]


def _reasons(hit: Hit, best: Match, page: Page) -> list[Html]:
    lines = [page.translate(f"why_named_{hit.named_by}")] if hit.named_by else []
    if best.why.by_meaning and page.view.query:  # the words could have matched
        lines.append(page.translate("why_in_title" if best.why.words else "why_no_words"))
    if not across(hit, page):  # that line has the words already
        lines += _words(best, page.translate)
    lines += _placement(best.why.meaning, "why_by_meaning", page.translate)
    lines += _placement(best.why.words, "why_by_words", page.translate)
    return [text("li", line) for line in lines]


def _words(match: Match, translate: Translator) -> list[str]:
    """Return the words that match, or those that carry the meaning where none does."""
    once: dict[str, str] = {}  # a word is named once, whether or not it begins a sentence
    for word in match.why.matched_words:
        once.setdefault(word.casefold(), word)
    words = ", ".join(once.values())
    if not words:
        return []
    if match.why.by_meaning:
        return [translate("why_nearest", words=words)]
    return [f"{translate('why_words')}: {words}"]


def _placement(placement: Placement | None, key: str, translate: Translator) -> list[str]:
    return (
        [translate(key, rank=placement.rank, score=f"{placement.score:.2f}")] if placement else []
    )
