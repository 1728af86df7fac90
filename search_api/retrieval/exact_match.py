"""Known-item search: a resource that is asked for by name comes first, and the answer says why.

Names are a DOI or another code, a title, an author's surname, the name of a file.
"""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Literal, get_args

from indexer.catalogue import Catalogue, about
from indexer.text.codes import codes_asked
from indexer.text.folding import folded_words
from search_api.retrieval.named_authors import by_author, by_author_and_title
from search_api.retrieval.named_titles import by_title, is_common

# Why a resource comes first, the surest reason first.
Name = Literal[
    "doi",
    "file",
    "title",
    "title_in_question",
    "part_of_title",
    "near_title",
    "author_and_title",
    "author_and_year",
    "author",
    "common_title",
    "code",
]
NAMES: tuple[Name, ...] = get_args(Name)
# A code may be mentioned in passing; a title that others have, or speak of, may be a topic.
SURE = frozenset(NAMES) - {"code", "common_title"}
_FILE = re.compile(r"\S.*\.[A-Za-z0-9]{2,5}|\S*[-_]\S*")
_WITH_EXTENSION = re.compile(r".*\.[A-Za-z0-9]{2,5}")


def exact_matches(catalogue: Catalogue, text: str) -> dict[str, Name]:
    """Return the ids of the resources that `text` names, each with how; compared folded."""
    asked = folded_words(text)
    if not asked:
        return {}
    codes = codes_asked(text)
    ways: tuple[tuple[Name, Callable[[], Collection[str]]], ...] = (
        ("doi", lambda: about.named(catalogue, codes, "doi")),
        ("file", lambda: _by_file(catalogue, text, asked)),
        ("author_and_title", lambda: by_author_and_title(catalogue, text)),
        ("author_and_year", lambda: by_author(catalogue, text, with_year=True)),
        ("author", lambda: by_author(catalogue, text)),
        ("code", lambda: about.named(catalogue, codes, "code")),
    )
    named: list[tuple[str, Name]] = [*by_title(catalogue, asked).items()]
    named += [(resource, name) for name, find in ways for resource in find()]
    return dict(sorted(named, key=lambda pair: -NAMES.index(pair[1])))  # the surest stands last


def _by_file(catalogue: Catalogue, text: str, asked: Sequence[str]) -> list[str]:
    """Return the resources of a file of this name; one without extension may be a topic."""
    text = text.strip().replace("\\", "/")
    if not _FILE.fullmatch(text):
        return []
    ids = about.named(catalogue, {about.file_name(text), " ".join(asked)}, "file")
    is_topic = not _WITH_EXTENSION.fullmatch(text) and is_common(catalogue, asked, ids)
    return [] if is_topic else ids
