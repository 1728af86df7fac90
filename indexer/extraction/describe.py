"""Metadata as people write it (front matter, sidecars, rows of a manifest) to `Metadata`.

    metadata, findings = describe({"title": "...", "lang": "sr_cyrl", "license": "CC BY 4.0"})

A value that cannot be understood is left out and becomes a Finding; nothing raises. Whatever
has the shape of a mapping goes through here, so that one spelling rule holds everywhere.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from indexer.domain import Metadata
from indexer.extraction import licences
from indexer.extraction.text import one_line

MAX_FRONT_MATTER = 65_536  # characters
LATEST_YEAR = date.today().year + 1

# Field of `Metadata` -> the keys that may give it, the preferred one first.
KEYS: dict[str, tuple[str, ...]] = {
    "identifier": ("id", "identifier"),
    "title": ("title", "dc:title", "dcterms:title", "citation_title", "og:title"),
    "authors": ("authors", "author", "dc:creator", "dcterms:creator", "citation_author", "creator"),
    "institution": (
        "institution", "organisation", "organization", "affiliation", "dc:publisher",
        "dcterms:publisher", "citation_publisher", "publisher",
    ),
    "year": (
        "year", "date", "published", "publication_date", "dc:date", "dcterms:issued",
        "dcterms:date", "citation_publication_date", "citation_date", "citation_year", "issued",
        "article:published_time", "created", "dcterms:created",
    ),
    "language": ("language", "lang", "dc:language", "dcterms:language", "citation_language"),
    "disciplines": ("disciplines", "discipline", "isced", "isced_f"),
    "type": ("type", "resource_type"),
    "strategies": ("strategies", "strategy", "teaching_strategies"),
    "class_size": ("class_size",),
    "mode": ("mode",),
    "cycle": ("cycle",),
    "minutes": ("time_needed", "minutes", "duration"),
    "licence": ("licence", "license", "dc:rights", "dcterms:license", "dcterms:rights", "rights"),
    "doi": ("doi", "citation_doi", "dc:identifier", "dcterms:identifier"),
    "keywords": ("keywords", "tags", "dc:subject", "dcterms:subject", "citation_keywords"),
    "abstract": (
        "abstract", "summary", "description", "dc:description", "dcterms:abstract",
        "dcterms:description", "og:description", "citation_abstract",
    ),
    "translation_of": ("translation_of",),
}  # fmt: skip
# Keys whose value often means something else: a bad value there is no mistake of the writer.
_LENIENT = {
    "dc:identifier", "dcterms:identifier", "type", "date", "created", "rights", "dc:rights",
    "dcterms:rights", "identifier", "mode", "duration", "dc:date", "license", "discipline",
}  # fmt: skip
_NULLS = {"", "~", "null", "none", "n/a", "unknown", "tbd"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that was left out. `line` counts from 1 in the text it came from, if known."""

    field: str
    line: int | None
    message: str
    cure: str


class _BadValueError(ValueError):
    """(message, cure) of a value that cannot be understood."""


def describe(
    mapping: Mapping[str, object], lines: Mapping[str, int] | None = None
) -> tuple[Metadata, tuple[Finding, ...]]:
    """Return the metadata that `mapping` gives, and what in it could not be understood.

    `lines` says on which line each key of `mapping` stands.
    """
    values = {_key(name): value for name, value in _flat(mapping).items()}
    places = {_key(name): line for name, line in (lines or {}).items()}
    known: dict[str, Any] = {}
    findings: list[Finding] = []
    for field, keys in KEYS.items():
        for key in keys:
            if _is_nothing(values.get(key)):
                continue
            try:
                known[field] = _READERS[field](values[key])
                break
            except _BadValueError as bad:
                if key not in _LENIENT:
                    findings.append(Finding(key, places.get(key), *bad.args))
    return Metadata(**known), tuple(findings)


def parse_mapping(text: str) -> tuple[dict[str, object], dict[str, int], tuple[Finding, ...]]:
    """Return the mapping that YAML or JSON `text` holds, the line of each key, and findings.

    Every scalar stays a string: YAML would read the ISCED code 0533 as an octal number and a
    title such as `No` as false. Aliases are refused: they are how YAML explodes.
    """
    try:
        if len(text) > MAX_FRONT_MATTER:
            raise _BadValueError("The metadata is too long.", "Keep it under 64 KiB.")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.BaseLoader)):
            raise _BadValueError("YAML aliases (*name) are not read.", "Write the value out.")
        node = yaml.compose(text, yaml.BaseLoader)
        value = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only strings
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        cure = "Put the value in double quotes, or check the indentation."
        return {}, {}, (Finding("", line, f"This is not YAML: {error.problem}.", cure),)
    except _BadValueError as bad:
        return {}, {}, (Finding("", None, *bad.args),)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return {}, {}, (Finding("", None, f"This is not YAML: {str(error)[:100]}", "Check it."),)
    if not isinstance(value, dict) or not isinstance(node, yaml.MappingNode):
        return {}, {}, (Finding("", 1, "The metadata is no list of `key: value`.", "Write some."),)
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    return {str(key): each for key, each in value.items()}, lines, ()


def from_json(text: str) -> Mapping[str, object]:
    """Return the object that JSON `text` holds, or an empty one."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _flat(mapping: Mapping[str, object]) -> dict[str, object]:
    """Return `mapping` with the keys of `context` (class size, mode ...) on the top level."""
    context = mapping.get("context")
    inner = dict(context) if isinstance(context, Mapping) else {}
    return {**inner, **mapping}


def _key(name: object) -> str:
    """`DC.Title`, `dc.title` and `dc:title` are one key; so are `class-size` and `Class size`."""
    folded = str(name).strip().lower()
    folded = re.sub(r"^(dc|dcterms)[.:]", lambda match: match[1] + ":", folded)
    return re.sub(r"[\s-]+", "_", folded)


def _is_nothing(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in _NULLS
    return value is None or value in ([], {}, ())


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        raise _BadValueError("This must be text.", "Write it on the line of the key.")
    if isinstance(value, list | tuple):
        value = ", ".join(str(each) for each in value)
    text = one_line(str(value))
    if not text:
        raise _BadValueError("This is empty.", "Write a value, or leave the key out.")
    return text[:5000]


def _items(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list | tuple) else re.split(r"[,;\n]", str(value))
    items = (one_line(str(part)) for part in parts if not _is_nothing(part))
    return tuple(dict.fromkeys(item[:500] for item in items if item))


def _slugs(value: object) -> tuple[str, ...]:
    return tuple(re.sub(r"[\s_]+", "-", item.lower()) for item in _items(value))


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        separator = r";|\n|\band\b|&" if re.search(r";|\band\b|&", value) else r",|\n"
        if re.fullmatch(r"\s*[^,\s]+,\s*[^,\s]+\s*", value):  # "Freeman, Scott" is one person
            separator = ";"
        value = re.split(separator, value)
    if not isinstance(value, list | tuple):
        value = [value]
    names = (_author(each) for each in value)
    return tuple(dict.fromkeys(name for name in names if name))


def _author(value: object) -> str:
    if isinstance(value, Mapping):
        given = value.get("given") or value.get("given-names") or value.get("firstname") or ""
        family = value.get("family") or value.get("surname") or value.get("lastname") or ""
        value = value.get("name") or f"{given} {family}"
    name = re.sub(r"<[^>]*>|\([^)]*@[^)]*\)|\S+@\S+", " ", str(value))
    name = one_line(name).strip(" ,;")
    if match := re.fullmatch(r"([^,\s]+(?: [^,\s]+)?), ([^,]+)", name):
        name = f"{match[2]} {match[1]}"
    return name[:200]


def _year(value: object) -> int:
    match = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", str(value).replace("D:", ""))
    if match is None:
        match = re.match(r"(?:D:)?(1[5-9]\d\d|20\d\d)\d{4}", str(value))
    if match is None or int(match[1]) > LATEST_YEAR:
        raise _BadValueError(f"{str(value)[:40]!r} is no year.", "Write four digits: 2024.")
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


def _language(value: object) -> str:
    name = _text(value).strip().lower()
    if name in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[name]
    match = _LANGUAGE.fullmatch(name)
    if match is None:
        cure = "Use a language tag: en, sq, bs, hr, sr-Cyrl, sr-Latn, mk, el, bg."
        raise _BadValueError(f"{name[:40]!r} is no language tag.", cure)
    script = match[2].title() if match[2] else None
    region = match[3].upper() if match[3] else None
    return "-".join(part for part in (match[1].lower(), script, region) if part)


_ISCED = re.compile(r"(?:0\d|10|99)\d{0,2}")


def _disciplines(value: object) -> tuple[str, ...]:
    # A spreadsheet or JSON number has lost its leading zero: 533 can only be 0533.
    codes = tuple(
        code.zfill(4) if re.fullmatch(r"[1-9]\d\d", code) and not code.startswith("10") else code
        for code in _items(value if isinstance(value, list | tuple) else str(value))
    )
    for code in codes:
        if not _ISCED.fullmatch(code):
            cure = 'Use ISCED-F 2013 codes of 2 to 4 digits, in quotes: "0533".'
            raise _BadValueError(f"{code[:40]!r} is no ISCED-F code.", cure)
    return codes


def _one_of(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        word = re.sub(r"[\s_]+", "-", _text(value).lower())
        word = {"onsite": "on-site", "hybrid": "blended", "phd": "doctoral"}.get(word, word)
        if word not in choices:
            raise _BadValueError(f"{word[:40]!r} is not known.", f"Use {', '.join(choices)}.")
        return word

    return read


_DURATION = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?\.?)?\s*(?:(\d+)\s*(?:m(?:in(?:ute)?s?)?)?\.?)?"
)


def _minutes(value: object) -> int:
    match = _DURATION.fullmatch(_text(value).lower())
    minutes = 0
    if match and (match[1] or match[2]):
        minutes = round(float((match[1] or "0").replace(",", ".")) * 60) + int(match[2] or 0)
    if not 0 < minutes <= 100_000:
        raise _BadValueError(f"{str(value)[:40]!r} is no time.", "Write minutes: 90.")
    return minutes


def _licence(value: object) -> str:
    identifier = licences.normalise(_text(value))
    if identifier is None:
        cure = "Use an SPDX identifier, with the version: CC-BY-4.0."
        raise _BadValueError(f"{str(value)[:60]!r} is no licence we know.", cure)
    return identifier


def doi_in(text: str) -> str | None:
    """Return the first DOI in `text`, in lower case and without its address, or None."""
    match = re.search(r"\b10\.\d{4,9}/[^\s\"'<>{}|\\^`,;]+", text)
    return match[0].rstrip(".)]:").lower() if match else None


def _doi(value: object) -> str:
    doi = doi_in(str(value))
    if doi is None:
        raise _BadValueError(f"{str(value)[:60]!r} is no DOI.", "It looks like 10.1234/abc.")
    return doi


def _slug(value: object) -> str:
    return re.sub(r"[\s_]+", "-", _text(value).lower())


_READERS: dict[str, Callable[[object], object]] = {
    "identifier": _text,
    "title": _text,
    "authors": _authors,
    "institution": _text,
    "year": _year,
    "language": _language,
    "disciplines": _disciplines,
    "type": _slug,
    "strategies": _slugs,
    "class_size": _one_of("small", "medium", "large", "any"),
    "mode": _one_of("on-site", "online", "blended", "any"),
    "cycle": _one_of("bachelor", "master", "doctoral", "staff", "any"),
    "minutes": _minutes,
    "licence": _licence,
    "doi": _doi,
    "keywords": _items,
    "abstract": _text,
    "translation_of": _text,
}
