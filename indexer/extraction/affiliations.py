"""The bodies that a paper lists below its authors: `1 University of X 2 Institute of Y`. Pure.

Only a list numbered from 1 is taken: without numbers, nothing tells where a name ends and an
address or the next name begins.
"""

import re
from collections.abc import Sequence

# Words of bodies, and what stands in their addresses.
BODY = re.compile(
    r"universi[td]|univerz|универз|универс|πανεπιστ|sveuč|institut|институт|ινστιτ|department|"
    r"faculty|fakultet|факултет|σχολή|school|college|laborator|cent(er|re)\b|academy|akadem|katedr|катедр|"
    r"академи|ltd|inc\.|gmbh|hospital|ministry|foundation|research|society|consult|@|https?:|"
    r"\b(usa|uk|germany|france|canada|serbia|greece|bulgaria|albania|србија|българия)\b",
    re.IGNORECASE,
)
_NEAR = 40  # lines below the title within which the list begins: of some papers all are authors
_LONGEST = 20  # lines of a list
_MOST = 40  # bodies
_DOI = re.compile(r"\bdoi:?\s*\S+", re.IGNORECASE)
_END = re.compile(
    r"^(?:[•-]|software|submitted|received|published|editor|abstract|summary|introduction|"
    r"keywords?|licen[cs]e|statement of need)\b|^[•-]",
    re.IGNORECASE,
)
_CORRESPONDING = re.compile(
    r"[¶∗*†‡§#]|\bcorresponding authors?\b.*|\bthese authors contributed\b.*", re.IGNORECASE
)


def affiliations(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the bodies that these lines, which follow a title, list; () where they list none."""
    begins = next(
        (at for at, line in enumerate(lines[:_NEAR]) if _begins(line) or _END.match(line)), None
    )
    if begins is None or _END.match(lines[begins]):
        return ()
    listed: list[str] = []
    for line in lines[begins : begins + _LONGEST]:
        rest = _DOI.sub(" ", line).strip()
        if not rest or _END.match(rest):
            break
        listed.append(rest)
    names = dict.fromkeys(filter(None, map(_named, _numbered(" ".join(listed)))))
    # Without a word of bodies and without a place after a comma it is a table, or one of contents.
    return tuple(names) if any(BODY.search(name) or _has_place(name) for name in names) else ()


def _begins(line: str) -> bool:
    return re.match(r"1\s+[^\W\d_]", _DOI.sub("", line).strip()) is not None


def _numbered(text: str) -> list[str]:
    """Return what stands behind each of the numbers 1, 2, 3 ... as far as they come in order."""
    parts: list[str] = []
    rest = re.sub(
        r"^(?:.*?\d\s+1|1)\s+(?=[^\W\d_])", "", text
    )  # names may precede: `Anić 2 1 University`
    while len(parts) < _MOST:
        following = re.search(rf"\s{len(parts) + 2}\s+(?=\w*[^\W\d_])", rest)
        parts.append(rest[: following.start()] if following else rest)
        if following is None:
            break
        rest = rest[following.end() :]
    return parts


def _has_place(name: str) -> bool:
    return any(part[:1].isupper() for part in name.split(", ")[1:])


def _named(part: str) -> str:
    name = " ".join(_CORRESPONDING.sub(" ", part).split()).strip(" .,;")
    return name if 3 <= len(name) <= 300 else ""
