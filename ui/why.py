"""Why a resource is among the results: the words, the meaning, the places, the language."""

from search_api.schemas import Hit, Match, Placement
from ui.markup import Html, element, folded_away, text
from ui.state import View
from ui.wording import Say, endonym


def across(hit: Hit, view: View, say: Say) -> list[Html]:
    """Return, for a passage in another language than the question, a line that says so."""
    best = hit.matches[:1]
    if not (view.query and best and best[0].why.cross_language):
        return []
    language = say("why_language", language=endonym(best[0].passage.language))
    parts = [language, *_words(best[0], say)]
    return [text("p", " · ".join(parts), css="across")]


def why(hit: Hit, view: View, say: Say) -> list[Html]:
    """Return the reasons for the best passage, to be opened; none without a passage."""
    return [
        folded_away(say("why_heading"), element("ul", *_reasons(hit, best, view, say)), css="why")
        for best in hit.matches[:1]
    ]


def _reasons(hit: Hit, best: Match, view: View, say: Say) -> list[Html]:
    lines = [say("why_named")] if hit.named else []
    if best.why.by_meaning and view.query:  # the words could have matched
        lines.append(say("why_in_title" if best.why.words else "why_no_words"))
    if not across(hit, view, say):  # that line has the words already
        lines += _words(best, say)
    lines += _leg(best.why.meaning, "why_by_meaning", say)
    lines += _leg(best.why.words, "why_by_words", say)
    return [text("li", line) for line in lines]


def _words(match: Match, say: Say) -> list[str]:
    """Return the words that match, or those that carry the meaning where none does."""
    once: dict[str, str] = {}  # a word is named once, whether or not it begins a sentence
    for word in match.why.matched_words:
        once.setdefault(word.casefold(), word)
    words = ", ".join(once.values())
    if not words:
        return []
    if match.why.by_meaning:
        return [say("why_nearest", words=words)]
    return [f"{say('why_words')}: {words}"]


def _leg(leg: Placement | None, key: str, say: Say) -> list[str]:
    return [say(key, rank=leg.rank, score=f"{leg.score:.2f}")] if leg else []
