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

    def named(facet: str, *values: str) -> str:
        labels = ", ".join(label(facet, value, language) for value in values)
        return say("as_suggested", label=labels) if reason.proposed else labels

    match reason.kind:
        case "in_field" | "other_field":
            return say(f"why_{reason.kind}", field=named("discipline", reason.values[0]))
        case "near_field":
            near, wanted = reason.values
            asked = label("discipline", wanted, language)
            return say("why_near_field", field=named("discipline", near), wanted=asked)
        case "other_strategy":
            return say("why_other_strategy", strategies=named("strategy", *reason.values))
        case "matches":
            return say("why_matches", words=words) if words else say("why_meaning")
        case "section":
            return say(f"why_{choice.part}_section", heading=words)
        case "table":
            return say("why_table", heading=words) if words else say("why_plain_table")
        case "type" | "begins":
            return say(f"why_{reason.kind}", type=named("type", reason.values[0]))
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
        title=lack.title or "",
    )


def _named(parts: Sequence[Part], language: str) -> str:
    say = saying(language)
    return ", ".join(say(part).lower() for part in parts)
