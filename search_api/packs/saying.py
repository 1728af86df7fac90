"""The sentences of a pack: why each thing is in it, and what it lacks, in the reader's language."""

from collections.abc import Sequence

from indexer.metadata.facets import label
from search_api.handouts.agenda import Part
from search_api.handouts.wording import saying
from search_api.packs.pack import Choice, Lack


def why(choice: Choice, language: str) -> str:
    """Return why something is in a pack, in one sentence."""
    say = saying(language, __package__)
    reason = choice.reason
    words = ", ".join(reason.words)
    match reason.kind:
        case "in_field":
            return say("why_in_field", field=label("discipline", reason.values[0], language))
        case "near_field":
            near, wanted = (label("discipline", code, language) for code in reason.values)
            return say("why_near_field", field=near, wanted=wanted)
        case "other_field":
            return say("why_other_field", field=label("discipline", reason.values[0], language))
        case "other_strategy":
            named = ", ".join(label("strategy", name, language) for name in reason.values)
            return say("why_other_strategy", strategies=named)
        case "matches":
            return say("why_matches", words=words) if words else say("why_meaning")
        case "section":
            return say(f"why_{choice.part}_section", heading=words)
        case "table":
            return say("why_table", heading=words) if words else say("why_plain_table")
        case "type" | "begins":
            kind = label("type", reason.values[0], language)
            return say(f"why_{reason.kind}", type=kind)
        case "timed_section":
            return say("why_timed_section", heading=words)
    return say(f"why_{reason.kind}")


def lacking(lack: Lack, language: str) -> str:
    """Return what a pack lacks, in one sentence."""
    return saying(language, __package__)(
        f"lack_{lack.kind}",
        parts=_named(lack.parts, language),
        language=label("language", lack.language, language) if lack.language else "",
        field=label("discipline", lack.field, language) if lack.field else "",
        institution=lack.institution or "",
    )


def _named(parts: Sequence[Part], language: str) -> str:
    say = saying(language)
    return ", ".join(say(part).lower() for part in parts)
