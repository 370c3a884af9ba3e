-- The register of protected technologies and documents. The text of a document is never stored.

-- What was said of a technology, when and by whom. Append-only: of each technology the last row counts.
CREATE TABLE technology_register (
    seq                 INTEGER PRIMARY KEY AUTOINCREMENT,
    at                  INTEGER NOT NULL,
    who                 TEXT    NOT NULL CHECK (trim(who) <> ''),
    technology          TEXT    NOT NULL CHECK (technology LIKE 'tech\__%' ESCAPE '\'),
    name                TEXT    NOT NULL CHECK (trim(name) <> ''),
    class               TEXT    CHECK (class IN ('national-core', 'advanced-strategic', 'industrial', 'trade-secret')),
    grade               INTEGER CHECK (grade >= 0),
    sector              TEXT,
    owner_unit          TEXT,
    list_item           TEXT,
    list_version        TEXT,
    -- Statutory lists differ for one item: the threshold of national core technology, and of advanced strategic.
    threshold           TEXT,
    strategic_threshold TEXT,
    measured            TEXT,
    -- The rights management that its documents are kept in.
    kept_in             TEXT,
    -- Path rules and people with access (pseudonyms), each a JSON array of texts.
    paths               TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(paths)),
    people              TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(people))
) STRICT;

CREATE INDEX technology_register_by_id ON technology_register (technology, seq);

CREATE TRIGGER technology_register_is_not_changed BEFORE UPDATE ON technology_register
BEGIN
    SELECT RAISE(ABORT, 'the register of technologies is append-only');
END;

CREATE TRIGGER technology_register_is_not_deleted BEFORE DELETE ON technology_register
BEGIN
    SELECT RAISE(ABORT, 'the register of technologies is append-only');
END;

-- `INSERT OR REPLACE` removes the old row without firing the trigger above.
CREATE TRIGGER technology_register_is_not_replaced BEFORE INSERT ON technology_register
WHEN EXISTS (SELECT 1 FROM technology_register WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the register of technologies is append-only');
END;

-- A registered document. Boilerplate belongs to no technology: it is subtracted, never found.
CREATE TABLE documents (
    -- The order of registration; the row number of facts that stand on it. Not used twice.
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    document      TEXT    NOT NULL UNIQUE CHECK (document LIKE 'doc\__%' ESCAPE '\'),
    technology    TEXT,
    grade         INTEGER CHECK (grade >= 0),
    -- The path as given; missing where names are not kept.
    name          TEXT,
    digest        TEXT    NOT NULL CHECK (length(digest) = 64),
    n_bytes       INTEGER NOT NULL CHECK (n_bytes >= 0),
    format        TEXT    NOT NULL CHECK (format <> ''),
    -- What could not be read of it, as a JSON array of texts.
    problems      TEXT    NOT NULL CHECK (json_valid(problems)),
    -- Whether reading it again would give the same: nothing was stopped and nothing failed.
    settled       INTEGER NOT NULL CHECK (settled IN (0, 1)),
    -- The rights management it was wrapped in, and the sensitivity label it had.
    wrapper       TEXT,
    label         TEXT,
    registered_at INTEGER NOT NULL,
    who           TEXT    NOT NULL CHECK (trim(who) <> '')
) STRICT;

CREATE INDEX documents_by_digest ON documents (digest);

-- The file itself and the files inside it, each with the number of its prints on the shelf.
CREATE TABLE document_parts (
    document TEXT    NOT NULL REFERENCES documents (document) ON DELETE CASCADE,
    part     INTEGER NOT NULL CHECK (part >= 0),
    -- Its name within the file; missing where names are not kept.
    name     TEXT,
    digest   TEXT    NOT NULL CHECK (length(digest) = 64),
    -- The reader and its version that gave the text.
    reader   TEXT    NOT NULL CHECK (reader <> ''),
    -- Characters of text.
    length   INTEGER NOT NULL CHECK (length >= 0),
    shelf    INTEGER NOT NULL UNIQUE CHECK (shelf >= 0),
    PRIMARY KEY (document, part)
) STRICT, WITHOUT ROWID;

-- A certificate of original: that somebody else kept the hash of a file on a day.
CREATE TABLE document_certificates (
    digest    TEXT NOT NULL CHECK (length(digest) = 64),
    algorithm TEXT NOT NULL CHECK (algorithm <> ''),
    hash      TEXT NOT NULL CHECK (hash <> ''),
    number    TEXT NOT NULL CHECK (trim(number) <> ''),
    issued_on TEXT NOT NULL CHECK (issued_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    issuer    TEXT NOT NULL,
    PRIMARY KEY (digest, number)
) STRICT, WITHOUT ROWID;

-- That a document was forgotten, without what it was.
CREATE TABLE forgotten_documents (
    document TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    who      TEXT    NOT NULL CHECK (trim(who) <> ''),
    why      TEXT    NOT NULL CHECK (trim(why) <> '')
) STRICT;

-- What was seen in a captured file, kept so that the next run need not read it again. It holds while register, shelf
-- and readers are what they were.
CREATE TABLE inspections (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
    state  TEXT NOT NULL CHECK (length(state) = 64),
    seen   TEXT NOT NULL CHECK (json_valid(seen))
) STRICT, WITHOUT ROWID;
