"""Why something was chosen for a part: one fact that whoever opens it can check. Pure."""

from collections.abc import Sequence

from search_api.packs.audience import broad, field_match
from search_api.packs.choosing import Taken
from search_api.packs.pack import Reason, Wish
from search_api.packs.parts import times_an_activity
from search_api.packs.pool import Candidate
from search_api.packs.sections import heading_of, is_table


def reason_for(taken: Taken, others: Sequence[Taken], wish: Wish) -> Reason:
    """Return the reason for what is taken, beside the `others` of the pack."""
    candidate = taken.candidate
    section = candidate.sections.get(taken.part)
    if section is not None:
        heading = heading_of(section, candidate.resource)
        if taken.part == "activity" and times_an_activity(heading):
            return Reason("timed_section", words=(heading,))
        if taken.part == "handout" and is_table(section):
            return Reason("table", words=(heading,) if heading else ())
        return Reason("section", words=(heading,))
    if taken.part != "practice":
        kind = candidate.described.type or ""
        proposed = candidate.resource.metadata.type is None
        return Reason("begins" if taken.part == "opener" else "type", (kind,), proposed=proposed)
    practices = [other.candidate for other in others if other.part == "practice"]
    return _for_practice(candidate, practices, wish)


def _for_practice(candidate: Candidate, practices: Sequence[Candidate], wish: Wish) -> Reason:
    described, metadata = candidate.described, candidate.resource.metadata
    proposed = not metadata.disciplines
    if match := field_match(described.disciplines, wish.fields):
        return Reason(match.nearness, (match.code, match.wanted), proposed=proposed)
    if candidate.rank == 1:
        return Reason("matches_best")
    fields = [code for other in practices for code in other.described.disciplines]
    others_fields = broad(fields)
    if fields and described.disciplines and not broad(described.disciplines) & others_fields:
        return Reason("other_field", described.disciplines[:1], proposed=proposed)
    strategies = {name for other in practices for name in other.described.strategies}
    new = tuple(name for name in described.strategies if name not in strategies)
    if practices and new:
        return Reason("other_strategy", new[:2], proposed=not metadata.strategies)
    reason = candidate.work.reason
    by_words = reason.kind in ("words_in_passage", "kin_in_passage")
    return Reason("matches", words=reason.words[:3] if by_words else ())
