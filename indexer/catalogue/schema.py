"""The tables of the catalogue."""

SCHEMA_VERSION = 12
PAGE_SIZE = 8192  # bytes: five vectors of 384 numbers fit in one page

SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row per file of the folder, readable or not: nothing vanishes.
CREATE TABLE files (
    root TEXT NOT NULL, path TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, content_hash TEXT NOT NULL,
    description_hash TEXT NOT NULL,          -- of the sidecar and manifest row beside it
    outcome TEXT NOT NULL, reason TEXT NOT NULL, cure TEXT NOT NULL,
    needs_ocr INTEGER NOT NULL,              -- text recognition may read more of it
    dismissed INTEGER NOT NULL,              -- failed, and its owner knows
    checked TEXT NOT NULL,
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

-- When each resource last changed, and those that are gone: others may have copied them. A resource
-- that is put anew is deleted and inserted in one transaction, so that it never looks gone.
CREATE TABLE records (
    id TEXT PRIMARY KEY, changed TEXT NOT NULL, gone INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX records_by_time ON records (changed, id);
CREATE TRIGGER record_of_new AFTER INSERT ON resources BEGIN
    INSERT INTO records VALUES (new.id, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'), 0)
        ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, gone = 0;
END;
CREATE TRIGGER record_of_gone AFTER DELETE ON resources BEGIN
    INSERT INTO records VALUES (old.id, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'), 1)
        ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, gone = 1;
END;

-- What resources can be filtered and counted by; several values of a facet are several rows.
CREATE TABLE facets (
    facet TEXT NOT NULL, value TEXT NOT NULL, resource INTEGER NOT NULL
        REFERENCES resources (key) ON DELETE CASCADE,
    PRIMARY KEY (facet, value, resource)
) WITHOUT ROWID;
CREATE INDEX facets_of_resource ON facets (resource);

-- Equal texts share a vector, never an identity.
CREATE TABLE vectors (text_hash TEXT NOT NULL UNIQUE, vector BLOB NOT NULL);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    resource INTEGER NOT NULL REFERENCES resources (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, text TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    heading_path TEXT NOT NULL,              -- JSON
    first_page INTEGER, last_page INTEGER, language TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    role TEXT NOT NULL,                      -- only text answers (indexer/text/roles.py)
    table_header TEXT NOT NULL,
    address TEXT NOT NULL,                   -- within its resource (indexer/text/addresses.py)
    UNIQUE (resource, address)
);
CREATE INDEX passages_of_resource ON passages (resource, ordinal);
CREATE INDEX passages_of_vector ON passages (text_hash);

-- The sentences of a text that may answer, and their vectors (catalogue/sentences.py).
CREATE TABLE sentences (
    text_hash TEXT NOT NULL REFERENCES vectors (text_hash) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (text_hash, start)
) WITHOUT ROWID;

-- The words that stand for what a passage is about (indexer/text/keywords.py), and their vectors.
CREATE TABLE key_words (
    passage INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE, word TEXT NOT NULL,
    PRIMARY KEY (passage, word)
) WITHOUT ROWID;
CREATE INDEX passages_of_key_word ON key_words (word);
CREATE TABLE word_vectors (word TEXT NOT NULL UNIQUE, vector BLOB NOT NULL);

-- Folded by us (indexer/text/folding.py): FTS5's own folding knows Latin only. `stems` holds
-- the stems of the other three (indexer/text/stemming.py), which is what questions are ranked by.
CREATE VIRTUAL TABLE passage_text USING fts5 (
    title, headings, body, stems, tokenize = "unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE passage_words USING fts5vocab (passage_text, col);
CREATE TRIGGER passage_deleted AFTER DELETE ON passages BEGIN
    DELETE FROM passage_text WHERE rowid = old.id;
END;

-- Folded titles by the key of their resource, for what is typed literally or half.
CREATE VIRTUAL TABLE title_text USING fts5 (
    title, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 0"
);

-- Stems of what is known of a resource, by its key; and how many resources have each.
CREATE VIRTUAL TABLE about_text USING fts5 (
    authors, institution, keywords, abstract, tokenize = "unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE about_words USING fts5vocab (about_text, row);
CREATE TRIGGER resource_deleted AFTER DELETE ON resources BEGIN
    DELETE FROM title_text WHERE rowid = old.key;
    DELETE FROM about_text WHERE rowid = old.key;
END;

-- What a resource is asked for by (indexer/catalogue/about.py).
CREATE TABLE names (
    name TEXT NOT NULL, kind TEXT NOT NULL,
    resource INTEGER NOT NULL REFERENCES resources (key) ON DELETE CASCADE,
    PRIMARY KEY (name, kind, resource)
) WITHOUT ROWID;
CREATE INDEX names_of_resource ON names (resource);

-- Works with several versions; a resource that is not here is a work of its own. By id, which
-- outlives the row of a resource: `works.refresh` brings this up to date after every run.
CREATE TABLE works (
    resource TEXT PRIMARY KEY, work TEXT NOT NULL, relation TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX resources_of_work ON works (work);
-- MinHash signatures of texts (indexer/text/minhash.py): up to 256 hashes as little-endian uint32.
CREATE TABLE signatures (
    resource INTEGER PRIMARY KEY REFERENCES resources (key) ON DELETE CASCADE,
    signature BLOB NOT NULL
);

-- What a maintainer put right, by file, so that it outlives every reading of it. `value` is
-- JSON, null where a field is to stay empty; `instead_of` what the file itself says, and where.
CREATE TABLE corrections (
    root TEXT NOT NULL, path TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT NOT NULL, instead_of TEXT NOT NULL, made TEXT NOT NULL,
    PRIMARY KEY (root, path, field)
) WITHOUT ROWID;
CREATE TRIGGER resource_moved AFTER UPDATE OF path ON resources BEGIN
    UPDATE OR REPLACE corrections SET path = new.path WHERE root = old.root AND path = old.path;
END;

-- What the classifier proposes where nothing is declared; never mixed with what is.
CREATE TABLE proposals (
    resource INTEGER NOT NULL REFERENCES resources (key) ON DELETE CASCADE,
    vocabulary TEXT NOT NULL, concept TEXT NOT NULL, confidence REAL NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (resource, vocabulary, concept)
) WITHOUT ROWID;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL, ended TEXT, folder TEXT NOT NULL, summary TEXT
);
"""
