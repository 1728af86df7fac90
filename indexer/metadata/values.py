"""Parsers of values as people write them, for the fields of `Metadata`. Pure.

Each takes whatever YAML, JSON, a spreadsheet or a <meta> element gives, and returns the value or
raises BadValueError(message, cure).
"""

import re
from collections.abc import Mapping
from datetime import date

from indexer.metadata import language_tags, licences
from indexer.taxonomy import load
from indexer.text.cleaning import one_line

LATEST_YEAR = date.today().year + 1
_NULLS = {"", "~", "null", "none", "n/a", "unknown", "tbd"}


class BadValueError(ValueError):
    """(message, cure) of a value that cannot be understood."""


def is_nothing(value: object) -> bool:
    """Whether `value` says that there is no value: empty, null, unknown ..."""
    if isinstance(value, str):
        return value.strip().lower() in _NULLS
    return value is None or value in ([], {}, ())


def text(value: object) -> str:
    """Return the value on one line, of at most 5,000 characters."""
    if isinstance(value, Mapping):
        raise BadValueError("This must be text.", "Write it on the line of the key.")
    if isinstance(value, list | tuple):
        value = ", ".join(str(part) for part in value)
    text = one_line(str(value))
    if not text:
        raise BadValueError("This is empty.", "Write a value, or leave the key out.")
    return text[:5000]


def items(value: object) -> tuple[str, ...]:
    """Return the parts of a list, or of text separated by commas, semicolons or lines."""
    parts = value if isinstance(value, list | tuple) else re.split(r"[,;\n]", str(value))
    items = (one_line(str(part)) for part in parts if not is_nothing(part))
    return tuple(dict.fromkeys(item[:500] for item in items if item))


def slugs(value: object) -> tuple[str, ...]:
    """Return the items in lower case with hyphens for spaces."""
    return tuple(re.sub(r"[\s_]+", "-", item.lower()) for item in items(value))


def authors(value: object) -> tuple[str, ...]:
    """Return names in reading order (`Scott Freeman`), however they were written and separated."""
    if isinstance(value, str):
        separator = r";|\n|\band\b|&" if re.search(r";|\band\b|&", value) else r",|\n"
        if re.fullmatch(r"\s*[^,\s]+,\s*[^,\s]+\s*", value):  # "Freeman, Scott" is one person
            separator = ";"
        value = re.split(separator, value)
    if not isinstance(value, list | tuple):
        value = [value]
    names = (_author(person) for person in value)
    return tuple(dict.fromkeys(name for name in names if name))


def _author(value: object) -> str:
    if isinstance(value, Mapping):
        given = value.get("given") or value.get("given-names") or value.get("firstname") or ""
        family = value.get("family") or value.get("surname") or value.get("lastname") or ""
        value = value.get("name") or f"{given} {family}"
    written = str(value)[:_LONGEST_AUTHOR]
    name = re.sub(r"<[^>]*>|\([^)]*@[^)]*\)|\S+@\S+", " ", written)
    name = one_line(name).strip(" ,;")
    if match := re.fullmatch(r"([^,\s]+(?: [^,\s]+)?), ([^,]+)", name):
        name = f"{match[2]} {match[1]}"
    return name[:200]


def person(value: object) -> str:
    """Return one name in reading order: `Ana Marković` from `Marković, Ana`."""
    name = _author(value[0] if isinstance(value, list | tuple) and value else value)
    if not name:
        raise BadValueError("This is no name.", "Write it as Ana Marković.")
    return name


def bodies(value: object) -> tuple[str, ...]:
    """Return names of bodies from a list of names or of `{name: ...}`, or text parted by `;`.

    A comma parts nothing: `Institute of Physics, University of Zagreb` is one body.
    """
    listed = value if isinstance(value, list | tuple) else re.split(r"[;\n]", str(value))
    names = (
        one_line(str(part.get("name") or "" if isinstance(part, Mapping) else part))
        for part in listed
    )
    return tuple(dict.fromkeys(name[:300] for name in names if not is_nothing(name)))


_LONGEST_AUTHOR = 1_000  # characters that are looked at, of a name with an address beside it
_MAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\".]{2,}")
_WEB = re.compile(r"https?://[^\s<>\"]+")


def contact(value: object) -> str:
    """Return an e-mail address, or the address of a web page."""
    written = text(value).removeprefix("mailto:")
    if not (_MAIL.fullmatch(written) or _WEB.fullmatch(written)) or len(written) > 300:
        cure = "Write an e-mail address, or one that begins with https://."
        raise BadValueError(f"{written[:60]!r} is no address.", cure)
    return written


def request_ids(value: object) -> tuple[str, ...]:
    """Return ids of requests, in lower case."""
    return tuple(item.lower() for item in items(value))


def year(value: object) -> int:
    """Return the first plausible year in a date of any form."""
    match = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", str(value).replace("D:", ""))
    if match is None:
        match = re.match(r"(?:D:)?(1[5-9]\d\d|20\d\d)\d{4}", str(value))
    if match is None or int(match[1]) > LATEST_YEAR:
        raise BadValueError(f"{str(value)[:40]!r} is no year.", "Write four digits: 2024.")
    return int(match[1])


_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?")
_LANGUAGE_NAMES = {
    "english": "en", "albanian": "sq", "shqip": "sq", "bosnian": "bs", "bosanski": "bs",
    "bulgarian": "bg", "български": "bg", "croatian": "hr", "hrvatski": "hr", "greek": "el",
    "ελληνικά": "el", "macedonian": "mk", "македонски": "mk", "montenegrin": "cnr",
    "crnogorski": "cnr", "serbian": "sr", "srpski": "sr-Latn", "српски": "sr-Cyrl",
    "slovenian": "sl", "slovene": "sl", "slovenščina": "sl", "turkish": "tr", "türkçe": "tr",
    "romanian": "ro", "română": "ro", "german": "de", "deutsch": "de", "french": "fr",
}  # fmt: skip


def language(value: object) -> str:
    """Return a BCP 47 tag with its usual capitals, from a tag or the name of a language.

    The name may be in any language of the network; a three-letter code becomes the short one.
    """
    name = text(value).strip().lower()
    if name in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[name]
    match = _LANGUAGE.fullmatch(name)
    code = language_tags.primary(match[1]) if match else None
    if match is None or code is None:
        named = load("languages").match(name)
        if named is not None:
            return named.id
        raise BadValueError(f"{name[:40]!r} names no language we know.", _language_cure(name))
    script = match[2].title() if match[2] else None
    region = match[3].upper() if match[3] else None
    return "-".join(part for part in (code, script, region) if part)


def _language_cure(name: str) -> str:
    meant = language_tags.meant_by_country(name) if re.fullmatch("[a-z]{2}", name) else None
    hint = f"That is a country; {language_tags.name(meant)} is {meant}. " if meant else ""
    return f"{hint}Use a language tag: en, sq, bs, hr, sr-Cyrl, sr-Latn, mk, el, bg."


_ISCED = re.compile(r"(?:0\d|10|99)\d{0,2}")


def disciplines(value: object) -> tuple[str, ...]:
    """Return ISCED-F codes of 2 to 4 digits."""
    # A spreadsheet or JSON number has lost its leading zero: 533 can only be 0533.
    codes = tuple(
        code.zfill(4) if re.fullmatch(r"[1-9]\d\d", code) and not code.startswith("10") else code
        for code in items(value if isinstance(value, list | tuple) else str(value))
    )
    for code in codes:
        if not _ISCED.fullmatch(code):
            cure = 'Use ISCED-F 2013 codes of 2 to 4 digits, in quotes: "0533".'
            raise BadValueError(f"{code[:40]!r} is no ISCED-F code.", cure)
    return codes


_DURATION = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?\.?)?\s*(?:(\d+)\s*(?:m(?:in(?:ute)?s?)?)?\.?)?"
)


def minutes(value: object) -> int:
    """Return minutes from `90`, `90 min`, `1.5 h` or `1h30`."""
    match = _DURATION.fullmatch(text(value).lower())
    minutes = 0
    if match and (match[1] or match[2]):
        minutes = round(float((match[1] or "0").replace(",", ".")) * 60) + int(match[2] or 0)
    if not 0 < minutes <= 100_000:
        raise BadValueError(f"{str(value)[:40]!r} is no time.", "Write minutes: 90.")
    return minutes


def licence(value: object) -> str:
    """Return an SPDX identifier."""
    identifier = licences.normalise(text(value))
    if identifier is None:
        cure = "Use an SPDX identifier, with the version: CC-BY-4.0."
        raise BadValueError(f"{str(value)[:60]!r} is no licence we know.", cure)
    return identifier


def doi_in(text: str) -> str | None:
    """Return the first DOI in `text`, in lower case and without its address, or None."""
    match = re.search(r"\b10\.\d{4,9}/[^\s\"'<>{}|\\^`,;]+", text)
    return match[0].rstrip(".)]:").lower() if match else None


def doi(value: object) -> str:
    """Return a DOI without its address."""
    doi = doi_in(str(value))
    if doi is None:
        raise BadValueError(f"{str(value)[:60]!r} is no DOI.", "It looks like 10.1234/abc.")
    return doi


def slug(value: object) -> str:
    """Return the value in lower case with hyphens for spaces."""
    return re.sub(r"[\s_]+", "-", text(value).lower())
