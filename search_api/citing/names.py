"""Names of authors: a person's family name and given names, or a body's name as it stands."""

import re
from dataclasses import dataclass

from indexer.text.folding import fold

# Words of bodies, folded, in the network's languages: whole ones, and beginnings that no name has.
_BODIES = re.compile(
    r"\b(?:school|group|grupa|team|ekipa|network|mreza|rrjeti?|centar|center|centre|savet|savjet"
    r"|council|vijece|keshilli|agency|agencija|union|office|staff|skola|oecd|unesco|omada|zbirka)\b"
    r"|\b(?:universi|univerzi|sveucilis|facult|fakult|institut|departm|departam|katedr|odsjek"
    r"|qendr|shkoll|ministr|ministar|associat|asocij|udruzen|shoqat|society|drustv|foundat|fondac"
    r"|consorti|konzorc|project|projekt|academ|akadem|editor|laborator|librar|bibliote|committee"
    r"|komitet|komisi|organi[sz]at|organiza|collecti|programm?e\b|sdruzen|centart)"
    r"|πανεπιστημι|κεντρο|τμημα|ομαδα|σχολη|ινστιτουτο|δικτυο|υπουργειο|εταιρεια|εργαστηριο"
)
_DEGREES = re.compile(
    r"^(?:(?:prof|dr|doc|doz|mr|mag|msc|phd|ass(?:t|oc|ist)?|akad|ing|dipl|проф|др|доц|мр|акад"
    r"|д-р|καθ|δρ)\b\.?[\s-]*)+(?=\w{2})",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le"),
        *("ten", "ter", "zu", "el", "al", "bin"),
    )
)
_SUFFIX = re.compile(r"^(jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_LONGEST_NAME = 5  # words of a person's name


@dataclass(frozen=True, slots=True)
class Name:
    """An author. `given` is empty for a body, and for a person known by one word."""

    family: str
    given: str = ""

    @property
    def initials(self) -> tuple[str, ...]:
        """The given names as their first letters: `A.`, `M.`, `J.-P.`."""
        return tuple(
            "-".join(f"{part[0].upper()}." for part in name.split("-") if part)
            for name in self.given.split()
            if name.strip("-.")
        )

    @property
    def inverted(self) -> str:
        """`Marković, Ana`."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def straight(self) -> str:
        """`Ana Marković`."""
        return f"{self.given} {self.family}".strip()


def read_name(written: str) -> Name:
    """Return the name that the catalogue writes as `Ana Marković`.

    The last word is the family name, with the particles and the Jr. that belong to it.
    """
    bare = _DEGREES.sub("", " ".join(written.split())) or written
    words = bare.split()
    if len(words) > _LONGEST_NAME or _BODIES.search(fold(bare)):
        return Name(written)
    if "," in bare:
        family, _, given = bare.partition(",")
        return Name(family.strip(), given.strip())
    begin = len(words) - (2 if len(words) > 2 and _SUFFIX.match(words[-1]) else 1)
    while begin > 1 and words[begin - 1] in PARTICLES:
        begin -= 1
    return Name(" ".join(words[begin:]), " ".join(words[:begin]))
