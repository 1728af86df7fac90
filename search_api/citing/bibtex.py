"""References as BibTeX, in UTF-8."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from search_api.citing.names import Name
from search_api.citing.work import Work

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_LONE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_SIGNS = re.compile(r"[\\~^&%$#_{}]")
_SEVERAL = re.compile(r"\band\b", re.IGNORECASE)  # what BibTeX takes for the end of a name
_NO_KEY = re.compile(r"[^A-Za-z0-9:.+/-]+")


def bibtex(works: Sequence[Work]) -> str:
    """Return the works as one file, in their order; no two have the same key."""
    keys = citation_keys([work.id for work in works])
    return "\n".join(_entry(work, key) for work, key in zip(works, keys, strict=True))


def citation_keys(ids: Iterable[str]) -> list[str]:
    """Return a key for each id: what of it BibTeX takes, with a number where two are alike.

    BibTeX does not tell capital letters from small ones.
    """
    keys: list[str] = []
    taken: set[str] = set()
    for resource_id in ids:
        plain = _NO_KEY.sub("-", resource_id).strip("-") or "resource"
        key, number = plain, 1
        while key.lower() in taken:
            number += 1
            key = f"{plain}-{number}"
        keys.append(key)
        taken.add(key.lower())
    return keys


def _entry(work: Work, key: str) -> str:
    # Titles and names of bodies stand in a second pair of braces: kept as they are written.
    fields = {
        "author": " and ".join(_name(name) for name in work.authors),
        "title": _kept(work.title),
        "publisher": _kept(work.institution),
        "year": str(work.year or ""),
        "langid": work.language,
        "doi": work.doi,
        "url": work.link,
        "abstract": _escaped(work.abstract),
        "keywords": ", ".join(_escaped(word) for word in work.keywords),
        "copyright": work.licence,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _name(name: Name) -> str:
    if not name.given:
        return _kept(name.family)
    parts = (name.family, name.given)
    return ", ".join(_kept(part) if _SEVERAL.search(part) else _escaped(part) for part in parts)


def _kept(text: str) -> str:
    return f"{{{_escaped(text)}}}" if text else ""


def _escaped(text: str) -> str:
    """Return the text as TeX says it, with as many braces closed as opened.

    BibTeX counts them whether or not a backslash is before them: a lone one would end its field.
    """
    written = _SPECIAL if _is_balanced(text) else _SPECIAL | _LONE_BRACES
    return _SIGNS.sub(lambda match: written[match[0]], text)


def _is_balanced(text: str) -> bool:
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)
