"""The catalogue: one SQLite file, the single source of truth.

Resources, passages, vectors and folded text change in one transaction, with a rising revision.
The vector index on disk (indexer/storage/publish.py) is a copy that can be rebuilt from here.

Passage ids only ever rise and are never used twice, and a passage never changes: a new version
of a resource gets new ids. So an older copy of the vector index can be wrong in two ways only,
both cheap to mend: ids it knows may be gone, and ids above its last one may be missing.

`Catalogue` (database.py) holds the connection. What is read and written stands in one module of
functions per subject: files, resources, records, passages, keywords, finding,
runs.
"""

from indexer.catalogue.database import FILE_NAME, Catalogue, is_replica, refuse_replica

__all__ = ["FILE_NAME", "Catalogue", "is_replica", "refuse_replica"]
