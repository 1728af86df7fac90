"""The tags of a reader's languages, as people and programs write them: en-GB, SQ, sr_Latn_RS.

A tag that we cannot serve is refused, naming the nearest: passed over, it would give an answer in
English, or in another order than was asked for.
"""

from collections.abc import Sequence

from indexer.errors import UsageError
from indexer.metadata import values
from indexer.taxonomy import load
from indexer.text.language import base, macrolanguage
from indexer.text.scripts import LANGUAGES
from search_api.retrieval.filter_values import nearest

_SCRIPT = 4  # letters of a script in a tag: Latn, Cyrl


def read_languages(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the tags of languages that a reader reads. Raises UsageError for an unknown one."""
    return tuple(dict.fromkeys(_known(tag, "reads") for tag in tags if tag))


def label_language(tag: str) -> str:
    """Return the tag of a language that labels are in. Raises UsageError for another."""
    language = _known(tag, "reader_language")
    if macrolanguage(language) not in {macrolanguage(label) for label in LANGUAGES}:
        raise UsageError(
            f"There are no labels in {load('languages').label(language)}.",
            cure=f"The nearest is en (English). There are {', '.join(LANGUAGES)}.",
            field="reader_language",
        )
    return language


def _known(tag: str, field: str) -> str:
    """Return `tag` in its usual form and without a region; some of its language is listed."""
    vocabulary = load("languages")
    try:
        parts = values.language(tag).split("-")
    except values.BadValueError:
        parts = []
    if parts and parts[0] in {base(concept.id) for concept in vocabulary}:
        script = [part for part in parts[1:] if len(part) == _SCRIPT]
        return "-".join([parts[0], *script])
    concept = nearest(vocabulary, tag)
    cure = (
        f"The nearest is {concept.id} ({vocabulary.label(concept.id)})."
        if concept
        else f"Use one of: {', '.join(concept.id for concept in vocabulary)}."
    )
    raise UsageError(f"There is no language {tag!r}.", cure=cure, field=field)
