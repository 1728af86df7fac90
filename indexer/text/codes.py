"""Codes by which people ask for one item: DOI, ISBN, ISSN, arXiv number, course code. Pure.

Each is brought to one spelling, so that `https://doi.org/10.1000/ABC` and `10.1000/abc.` meet, and
an ISBN of ten digits its form of thirteen. A number whose check digit is wrong is no ISBN or ISSN.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from indexer.text.folding import fold

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>„“”«»]+")
_ARXIV_DOI = "10.48550/arxiv."
_ARXIV = re.compile(
    r"\barxiv(?:\.org/\w+/|[:\s]\s?)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?\b",
    re.IGNORECASE,
)
_BARE_ARXIV = re.compile(r"\s*(\d{4}\.\d{4,5})(?:v\d+)?\s*")
_ISBN = re.compile(r"(?<![\w.-])(?:97[89][- ‐–]?)?\d(?:[- ‐–]?\d){8}[- ‐–]?[\dXxХх](?![\w-])")
_ISSN = re.compile(r"(?<![\w.-])\d{4}[-‐–]\d{3}[\dXxХх](?![\w-])")
_BARE_ISSN = re.compile(r"\s*(?:e?ISSN:?\s*)?(\d{7}[\dXx])\s*", re.IGNORECASE)
_COURSE = re.compile(r"(?<![\w./-])([^\W\d_]{2,5})[-‐ ]?(\d{2,4}[^\W\d_]?)(?![\w/-]|\.\d)")
_SPACED_COURSE = re.compile(r"(?<![\w./-])[^\W\d_]{2,5} \d")


def codes_in(text: str) -> set[str]:
    """Return the codes in a text: `doi:10.1000/182`, `isbn:978...`, `course:cs101` ..."""
    courses = (match for match in _COURSE.finditer(text) if match[1].isupper())
    return {*_numbers(text), *map(_course, courses)}


def codes_asked(text: str) -> set[str]:
    """Return the codes in a question; there also without hyphens, prefix or capitals.

    A course code is the whole question: `COVID-19` in a longer one is a word. An arXiv number is
    also the DOI that arXiv gives to it.
    """
    text = unquote(text)
    codes = set(_numbers(text))
    if bare := _BARE_ARXIV.fullmatch(text):
        codes.add(f"arxiv:{bare[1]}")
    codes |= {f"doi:{_ARXIV_DOI}{code[6:]}" for code in codes if code.startswith("arxiv:")}
    if (bare := _BARE_ISSN.fullmatch(text)) and _is_issn(_digits(bare[1])):
        codes.add(f"issn:{_digits(bare[1])}")
    course = _COURSE.fullmatch(text.strip())
    if course and (course[1].isupper() or not _SPACED_COURSE.match(course[0])):
        codes.add(_course(course))
    return codes


def doi_code(doi: str) -> str:
    """Return the code of a DOI, however it is written."""
    match = _DOI.search(doi)
    return f"doi:{_trimmed(match[0]) if match else doi.lower()}"


def _numbers(text: str) -> Iterator[str]:
    for match in _DOI.finditer(text):
        yield f"doi:{_trimmed(match[0])}"
    for match in _ARXIV.finditer(text):
        yield f"arxiv:{match[1].lower()}"
    for match in _ISBN.finditer(text):
        if isbn := _isbn(_digits(match[0])):
            yield f"isbn:{isbn}"
    for match in _ISSN.finditer(text):
        if _is_issn(digits := _digits(match[0])):
            yield f"issn:{digits}"


def _trimmed(doi: str) -> str:
    """Return a DOI in lower case, without the punctuation of the sentence around it."""
    doi = doi.rstrip(".,;:!?'’")
    while doi.endswith((")", "]")) and doi.count("(") + doi.count("[") < (
        doi.count(")") + doi.count("]")
    ):
        doi = doi[:-1].rstrip(".,;:")
    return doi.lower()


def _course(match: "re.Match[str]") -> str:
    return f"course:{fold(match[1] + match[2])}"


def _digits(number: str) -> str:
    """Return the digits of a number, X for the last one that stands for ten."""
    return re.sub(r"[^\dX]", "", number.upper().replace("Х", "X"))


def _isbn(digits: str) -> str | None:
    """Return an ISBN in its form of thirteen digits; None where the check digit is wrong."""
    if len(digits) == 13 and digits.isdigit():
        return digits if digits[-1] == _thirteenth(digits[:12]) else None
    if len(digits) != 10 or not digits[:9].isdigit():
        return None
    total = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    if (total + (10 if digits[9] == "X" else int(digits[9]))) % 11:
        return None
    return "978" + digits[:9] + _thirteenth("978" + digits[:9])


def _thirteenth(twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return str(-total % 10)


def _is_issn(digits: str) -> bool:
    if len(digits) != 8 or not digits[:7].isdigit():
        return False
    total = sum((8 - place) * int(digit) for place, digit in enumerate(digits[:7]))
    return (total + (10 if digits[7] == "X" else int(digits[7]))) % 11 == 0
