"""Which institution a written affiliation names, and which part of it. Pure.

`Department of Physics, University of Zagreb, Croatia` names the University of Zagreb, with a part.
Names are compared without case, diacritics, script, full stops and a leading `The`. A university of
the network is one under all its names (indexer/metadata/institutions.py); of another institution,
names in several languages are not known to be one: describe it by one of them.
"""

import re
from dataclasses import dataclass

from indexer.metadata.institutions import university_of
from indexer.text.folding import folded_words

_UNIVERSITY = re.compile(
    r"universi|univerzi|универс|универз|sveučiliš|πανεπιστ|πολυτεχνε|polytechn|politekni|"
    r"\bcollege\b|hochschule|\bacademy\b|акаде|\bakademij|\beth\b|institute of technology|"
    r"visoka škola|висока школа",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"institut|инстит|ινστιτ|laborator|cent(?:er|re)\b|centar|центар|κέντρο|qendr|hospital|museum|"
    r"foundation|council|ministry|agency|library|organi[sz]ation|association|society|network",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(?:the\s+)?(?:department|dept|faculty|school|chair|division|section|fakultet|факултет|odsjek|"
    r"одсек|katedra|катедра|departament|τμήμα|σχολή|assistant|professor)\b",
    re.IGNORECASE,
)
# Systems of several universities: the place after the comma is part of the name.
_SYSTEM = re.compile(
    r"^university of (?:california|texas|nevada|wisconsin|illinois)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Body:
    """An institution and, where one is named, the part of it: a faculty, a centre."""

    name: str
    part: str = ""

    @property
    def key(self) -> str:
        """How its name is compared."""
        university = university_of(self.name)
        return university.id if university else " ".join(folded_words(self.name))


def read_body(written: str) -> Body:
    """Return the institution that an affiliation names, its part and not its address."""
    parts = [part.strip(" .") for part in re.split(r",|;", written) if part.strip(" .")]
    if not parts:
        return Body("")
    at = _main(parts)
    name = re.sub(r"^the\s+", "", parts[at], flags=re.IGNORECASE)
    name = name[:1].upper() + name[1:]
    if _SYSTEM.match(name) and at + 1 < len(parts) and not re.search(r"\d", parts[at + 1]):
        name = f"{name}, {parts[at + 1]}"
    return Body(name, ", ".join(parts[:at]))


def _main(parts: list[str]) -> int:
    """Return the place of the institution: a university, else the widest body, else the first."""
    for at, part in enumerate(parts):
        if university_of(part):
            return at
    for pattern, chosen in ((_UNIVERSITY, min), (_OTHER, max)):
        places = [
            at for at, part in enumerate(parts) if pattern.search(part) and not _PART.match(part)
        ]
        if places:
            return chosen(places)
    return 0
