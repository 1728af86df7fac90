"""References as RIS, which EndNote, Zotero and Mendeley read."""

from collections.abc import Iterable, Iterator

from search_api.citing.work import Work


def ris(works: Iterable[Work]) -> str:
    """Return the works as one file, in their order. Lines end as the format says, with CR LF."""
    return "".join(f"{line}\r\n" for work in works for line in _record(work))


def _record(work: Work) -> Iterator[str]:
    yield "TY  - GEN"
    fields = {
        "ID": [work.id],
        "TI": [work.title],
        "AU": [name.inverted for name in work.authors],
        "PB": [work.institution],
        "PY": [str(work.year or "")],
        "LA": [work.language],
        "DO": [work.doi],
        "UR": [work.link],
        "AB": [work.abstract],
        "KW": work.keywords,
        "C1": [f"Licence: {work.licence}" if work.licence else ""],
    }
    for tag, values in fields.items():
        yield from (f"{tag}  - {value}" for value in values if value)
    yield "ER  - "
