"""Licence names, abbreviations and addresses to SPDX identifiers."""

import re

_CC_PARTS = re.compile(
    r"""(?:creativecommons\.org/licenses/|\bcc[\s_-]*|creative\s+commons[\s,:(-]*)
        (?P<by>by|attribution)\b
        (?P<more>(?:[\s_/-]+(?:nc|nd|sa|non-?\s?commercial|no\s?derivs?|no-?\s?derivatives?
                   |share-?\s?alike)\b)*)
        (?P<rest>.{0,40})""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CC_VERSION = re.compile(
    r"^[\s_/,(-]*(?:licen[cs]e|international|unported|v|version)?[\s_/.-]*"
    r"([1-4])(?:\.([05]))?\b",
    re.IGNORECASE,
)
_NONCOMMERCIAL = re.compile(r"\bnc\b|non-?\s?commercial", re.IGNORECASE)
_NO_DERIVATIVES = re.compile(r"\bnd\b|no-?\s?deriv", re.IGNORECASE)
_SHARE_ALIKE = re.compile(r"\bsa\b|share-?\s?alike", re.IGNORECASE)

# Pattern in a person's or a program's words -> SPDX identifier. The first that fits wins.
_OTHERS: tuple[tuple[str, str], ...] = (
    (r"\bcc[\s_-]?0\b|creativecommons\.org/publicdomain/zero|\bcc zero\b", "CC0-1.0"),
    (r"creativecommons\.org/publicdomain/mark", "CC-PDM-1.0"),
    (r"\bagpl[\s_-]*(v|version)?\s*3|affero general public licen[cs]e", "AGPL-3.0-or-later"),
    (
        r"\blgpl[\s_-]*(v|version)?\s*3|lesser general public licen[cs]e.{0,12}3",
        "LGPL-3.0-or-later",
    ),
    (r"\blgpl[\s_-]*(v|version)?\s*2\.1", "LGPL-2.1-or-later"),
    (r"\bgpl[\s_-]*(v|version)?\s*3|gnu general public licen[cs]e.{0,12}3", "GPL-3.0-or-later"),
    (r"\bgpl[\s_-]*(v|version)?\s*2|gnu general public licen[cs]e.{0,12}2", "GPL-2.0-or-later"),
    (r"apache.{0,20}2", "Apache-2.0"),
    (r"\bmit\b", "MIT"),
    (r"\bbsd[\s_-]*3|3-clause bsd|new bsd", "BSD-3-Clause"),
    (r"\bbsd[\s_-]*2|2-clause bsd|simplified bsd", "BSD-2-Clause"),
    (r"\bmpl[\s_-]*2|mozilla public licen[cs]e.{0,12}2", "MPL-2.0"),
    (r"\beupl[\s_-]*(v\.?)?1\.2", "EUPL-1.2"),
    (r"\bgfdl\b|gnu free documentation", "GFDL-1.3-or-later"),
    (r"\bodc[\s_-]*by\b", "ODC-By-1.0"),
    (r"\bodbl\b", "ODbL-1.0"),
    (r"\bunlicense\b", "Unlicense"),
    (r"\bisc licen[cs]e\b|^isc$", "ISC"),
)
_SPDX_EXACT = re.compile(r"^[A-Za-z0-9.]+(-[A-Za-z0-9.]+)*-\d+(\.\d+)*(-only|-or-later)?$")
_GRANT = re.compile(
    r"licen[cs]e|licenc|лиценц|лиценз|άδεια|αδεια|lejes|dozvol|creative\s*commons|\bcc[\s-]by",
    re.IGNORECASE,
)


def normalise(statement: str) -> str | None:
    """Return the SPDX identifier that `statement` means, or None if that is not certain.

    A Creative Commons licence without its version is not certain: the versions differ.
    """
    statement = " ".join(statement.split())
    if creative_commons := _creative_commons(statement):
        return creative_commons
    if _CC_PARTS.search(statement):
        return None
    for pattern, identifier in _OTHERS:
        if re.search(pattern, statement, re.IGNORECASE):
            return _exact(statement) or identifier
    return _exact(statement)


def find(text: str) -> str | None:
    """Return the licence that running `text` says it is under, or None.

    Only Creative Commons licences are looked for, as those are what documents carry; the
    names of software licences occur in prose about software.
    """
    for match in _GRANT.finditer(text):
        nearby = " ".join(text[max(0, match.start() - 20) : match.end() + 160].split())
        if licence := _creative_commons(nearby):
            return licence
        if re.search(_OTHERS[0][0], nearby, re.IGNORECASE):
            return _OTHERS[0][1]
    return None


def _creative_commons(statement: str) -> str | None:
    for match in _CC_PARTS.finditer(statement):
        if version := _CC_VERSION.search(match["rest"]):
            return f"CC-BY{_conditions(match['more'])}-{version[1]}.{version[2] or 0}"
    return None


def _conditions(words: str) -> str:
    noncommercial = "-NC" if _NONCOMMERCIAL.search(words) else ""
    if _NO_DERIVATIVES.search(words):
        return f"{noncommercial}-ND"
    return f"{noncommercial}-SA" if _SHARE_ALIKE.search(words) else noncommercial


def _exact(statement: str) -> str | None:
    return statement if _SPDX_EXACT.match(statement) else None
