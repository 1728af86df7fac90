"""References as text: APA (7th edition), Chicago (author-date), Harvard and MLA."""

from collections.abc import Callable, Sequence
from typing import Literal

from search_api.citing.names import Name
from search_api.citing.work import Work

Style = Literal["apa", "chicago", "harvard", "mla"]

_MOST_APA, _FIRST_APA = 20, 19  # authors that are named; of more, the first and the last
_MOST_CHICAGO, _FIRST_CHICAGO = 10, 7
_MOST_HARVARD, _MOST_MLA = 3, 2


def reference(work: Work, style: Style) -> str:
    """Return the reference to a work, on one line.

    Where no author is known the institution takes their place, and where there is none, the title.
    """
    return _WRITERS[style](work)


def _apa(work: Work) -> str:
    people = _apa_people(work.authors) or work.institution
    dated = f"({work.year or 'n.d.'})"
    return _sentences(*_led_by(people, dated, work), _publisher(work)) + _end(work.link)


def _apa_people(authors: Sequence[Name]) -> str:
    names = [_with_initials(name, " ") for name in authors]
    if len(names) > _MOST_APA:
        return ", ".join(names[:_FIRST_APA]) + f", … {names[-1]}"
    return _listed(names, ", & ", ", & ")


def _chicago(work: Work) -> str:
    names = [_first_inverted(number, name) for number, name in enumerate(work.authors)]
    if len(names) > _MOST_CHICAGO:
        people = ", ".join(names[:_FIRST_CHICAGO]) + ", et al."
    else:
        people = _listed(names, ", and ", ", and ")
    parts = _led_by(people or work.institution, "", work)
    year = str(work.year or "n.d.")
    return _sentences(parts[0], year, *parts[1:], _publisher(work)) + _end(work.link)


def _harvard(work: Work) -> str:
    names = [_with_initials(name, "") for name in work.authors]
    many = len(names) > _MOST_HARVARD
    people = f"{names[0]} et al." if many else _listed(names, " and ", " and ")
    head = " ".join(filter(None, (people or work.institution, f"({work.year or 'no date'})")))
    titled = f"{head} {work.title}" if people or work.institution else f"{work.title} {head}"
    link = f"Available at: {work.link}" if work.link else ""
    return _sentences(titled, _publisher(work)) + _end(link)


def _mla(work: Work) -> str:
    names = [_first_inverted(number, name) for number, name in enumerate(work.authors)]
    many = len(names) > _MOST_MLA
    people = f"{names[0]}, et al." if many else _listed(names, ", and ", ", and ")
    source = ", ".join(filter(None, (work.institution, str(work.year or ""), work.link)))
    return _sentences(people, work.title, source)


_WRITERS: dict[Style, Callable[[Work], str]] = {
    "apa": _apa,
    "chicago": _chicago,
    "harvard": _harvard,
    "mla": _mla,
}


def _led_by(people: str, dated: str, work: Work) -> list[str]:
    """Return who, when and the title as a reference has them; without people the title leads."""
    if people:
        # An initial's full stop ends the name: no second one follows.
        return [f"{_ended(people)} {dated}".strip(), work.title]
    return [f"{_ended(work.title)} {dated}".strip()]


def _publisher(work: Work) -> str:
    """Return the institution, unless it stands in place of an author already."""
    named = {name.straight for name in work.authors}
    return work.institution if work.authors and work.institution not in named else ""


def _listed(names: Sequence[str], between_two: str, before_last: str) -> str:
    """Return `A`, `A & B` or `A, B, & C`."""
    if len(names) < 2:
        return "".join(names)
    joint = between_two if len(names) == 2 else before_last
    return ", ".join(names[:-1]) + joint + names[-1]


def _with_initials(name: Name, between: str) -> str:
    initials = between.join(name.initials)
    return f"{name.family}, {initials}" if initials else name.family


def _first_inverted(number: int, name: Name) -> str:
    return name.inverted if number == 0 else name.straight


def _sentences(*parts: str) -> str:
    return " ".join(_ended(part) for part in parts if part)


def _ended(part: str) -> str:
    """Return a part with its full stop, where nothing else ends it."""
    return part if part.endswith((".", "?", "!", "…", ";")) else f"{part}."


def _end(link: str) -> str:
    """Return what follows the last full stop: an address, without one of its own."""
    return f" {link}" if link else ""
