"""References as CSL-JSON, which Zotero, pandoc and the processors of citation styles read."""

import json
from collections.abc import Iterable

from search_api.citing.names import Name
from search_api.citing.work import Work


def csl_json(works: Iterable[Work]) -> str:
    """Return the works as one file, in their order."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, object]:
    item: dict[str, object] = {
        "id": work.id,
        "type": "document",
        "title": work.title,
        "author": [_name(name) for name in work.authors],
        "publisher": work.institution,
        "issued": {"date-parts": [[work.year]]} if work.year else {},
        "language": work.language,
        "DOI": work.doi,
        "URL": work.link,
        "abstract": work.abstract,
        "keyword": ", ".join(work.keywords),
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given}
