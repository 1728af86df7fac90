"""The tables of the catalogue."""

SCHEMA_VERSION = 1

SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row per file of the folder, readable or not: nothing vanishes.
CREATE TABLE files (
    root TEXT NOT NULL, path TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, content_hash TEXT NOT NULL,
    description_hash TEXT NOT NULL,          -- of the sidecar and manifest row beside it
    outcome TEXT NOT NULL, reason TEXT NOT NULL, cure TEXT NOT NULL, checked TEXT NOT NULL,
    PRIMARY KEY (root, path)
) WITHOUT ROWID;

CREATE TABLE resources (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    root TEXT NOT NULL, path TEXT NOT NULL, content_hash TEXT NOT NULL, media_type TEXT NOT NULL,
    metadata TEXT NOT NULL, provenance TEXT NOT NULL,          -- JSON
    page_count INTEGER, passage_count INTEGER NOT NULL, outcome TEXT NOT NULL,
    added TEXT NOT NULL,
    UNIQUE (root, path)
);

-- What resources can be filtered and counted by; several values of a facet are several rows.
CREATE TABLE facets (
    facet TEXT NOT NULL, value TEXT NOT NULL, resource INTEGER NOT NULL
        REFERENCES resources (key) ON DELETE CASCADE,
    PRIMARY KEY (facet, value, resource)
) WITHOUT ROWID;
CREATE INDEX facets_of_resource ON facets (resource);

-- Equal texts share a vector, never an identity.
CREATE TABLE vectors (text_hash TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    resource INTEGER NOT NULL REFERENCES resources (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, text TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    heading_path TEXT NOT NULL,              -- JSON
    first_page INTEGER, last_page INTEGER, language TEXT NOT NULL,
    text_hash TEXT NOT NULL
);
CREATE INDEX passages_of_resource ON passages (resource, ordinal);
CREATE INDEX passages_of_vector ON passages (text_hash);

-- Folded by us (indexer/folding.py): FTS5's own folding knows Latin letters only.
CREATE VIRTUAL TABLE passage_text USING fts5 (
    title, headings, body, tokenize = "unicode61 remove_diacritics 0"
);
CREATE TRIGGER passage_deleted AFTER DELETE ON passages BEGIN
    DELETE FROM passage_text WHERE rowid = old.id;
END;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL, ended TEXT, folder TEXT NOT NULL, summary TEXT
);
"""
