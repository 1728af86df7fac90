"""What a resource is found by beside its passages: its metadata as text, and its names.

`about_text` holds the stems of authors, institution, keywords and abstract. `names` holds what a
resource is asked for by: its DOI (`doi`), its file's name (`file`), the codes in its text (`code`).
"""

from collections.abc import Iterable, Sequence

from indexer.catalogue.database import Catalogue, to_json
from indexer.domain import Passage, Resource
from indexer.text.codes import codes_in, doi_code
from indexer.text.folding import folded_words
from indexer.text.stemming import stem
from indexer.text.terms import terms

FIELDS = ("authors", "institution", "keywords", "abstract")  # in the order of the columns


def put(catalogue: Catalogue, key: int, resource: Resource, passages: Sequence[Passage]) -> None:
    """Store what the resource `key` is found by."""
    about = resource.metadata
    texts = (" ".join(about.authors), about.institution, " ".join(about.keywords), about.abstract)
    stems = (_stems(text or "", about.language or "en") for text in texts)
    catalogue.db.execute(
        f"INSERT INTO about_text (rowid, {', '.join(FIELDS)}) VALUES (?, ?, ?, ?, ?)", (key, *stems)
    )
    catalogue.db.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
        ((name, kind, key) for name, kind in _names(resource, passages)),
    )


def rename(catalogue: Catalogue, root: str, old: str, new: str) -> None:
    """Give the resource of a file the file's new name."""
    catalogue.db.execute(
        "UPDATE OR REPLACE names SET name = ? WHERE name = ? AND kind = 'file' AND resource ="
        " (SELECT key FROM resources WHERE root = ? AND path = ?)",
        (file_name(new), file_name(old), root, old),
    )


def named(catalogue: Catalogue, names: Iterable[str], kind: str) -> list[str]:
    """Return the ids, sorted, of the resources with one of these names of this kind."""
    rows = catalogue.db.execute(
        "SELECT DISTINCT resources.id FROM json_each(?) AS asked CROSS JOIN names"
        " ON names.name = asked.value AND names.kind = ?"
        " CROSS JOIN resources ON resources.key = names.resource ORDER BY resources.id",
        (to_json(sorted(names)), kind),
    )
    return [row[0] for row in rows]


def file_name(path: str) -> str:
    """Return the folded words of a file's name, without folder and extension."""
    name = path.rpartition("/")[2]
    stem_of_name, dot, extension = name.rpartition(".")
    return " ".join(folded_words(stem_of_name if dot and len(extension) <= 5 else name))


def _stems(text: str, language: str) -> str:
    """Return the stems of a text in its language and, because key words often are, as English."""
    listed = (
        form
        for several in terms(text)
        for term in several
        for form in dict.fromkeys((stem(term, language), stem(term, "en")))
    )
    return " ".join(listed)


def _names(resource: Resource, passages: Sequence[Passage]) -> Iterable[tuple[str, str]]:
    about = resource.metadata
    yield file_name(resource.path), "file"
    if about.doi:
        yield doi_code(about.doi), "doi"
    texts = (about.title or "", resource.path, *(passage.text for passage in passages))
    for code in sorted(set().union(*map(codes_in, texts))):
        yield code, "code"
