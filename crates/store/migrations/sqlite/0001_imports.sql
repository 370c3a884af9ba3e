-- Sources, imports, and the files of the lake.
--
-- Every time is UTC microseconds; every day is `YYYY-MM-DD`. Flags are 0 and 1.

-- What must be known of a source before anything is imported from it.
CREATE TABLE sources (
    source         TEXT    PRIMARY KEY CHECK (trim(source) <> ''),
    basis          TEXT    NOT NULL CHECK (trim(basis) <> ''),
    purpose        TEXT    NOT NULL CHECK (trim(purpose) <> ''),
    -- The day on which people were told.
    notice         TEXT    NOT NULL CHECK (notice GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    retention_days INTEGER NOT NULL CHECK (retention_days > 0),
    -- Empty where nobody is named.
    owner          TEXT    NOT NULL,
    added_at       INTEGER NOT NULL
) STRICT;

-- One file that was read.
CREATE TABLE imports (
    import        TEXT    PRIMARY KEY CHECK (import <> ''),
    -- The order in which imports were committed.
    seq           INTEGER NOT NULL UNIQUE,
    source        TEXT    NOT NULL REFERENCES sources (source),
    format        TEXT    NOT NULL CHECK (format <> ''),
    -- What the bytes were read as: a table, or a format with tables of its own.
    target        TEXT    NOT NULL CHECK (target <> ''),
    -- How they were read: the digest of mapping and settings.
    reading       TEXT    NOT NULL CHECK (length(reading) = 64),
    file_name     TEXT    NOT NULL,
    digest        TEXT    NOT NULL CHECK (length(digest) = 64),
    n_bytes       INTEGER NOT NULL CHECK (n_bytes >= 0),
    rows_read     INTEGER NOT NULL CHECK (rows_read >= 0),
    rows_stored   INTEGER NOT NULL CHECK (rows_stored >= 0),
    rows_rejected INTEGER NOT NULL CHECK (rows_rejected >= 0),
    rows_folded   INTEGER NOT NULL CHECK (rows_folded >= 0),
    imported_at   INTEGER NOT NULL,
    -- The later import that replaced all files of this one; it may be written right after.
    superseded_by TEXT    REFERENCES imports (import) DEFERRABLE INITIALLY DEFERRED,
    -- Nothing is lost silently.
    CHECK (rows_read = rows_stored + rows_rejected + rows_folded)
) STRICT;

-- The same bytes count once, whatever source they are given from: another reading of them supersedes the earlier one.
CREATE UNIQUE INDEX imports_once ON imports (digest, target) WHERE superseded_by IS NULL;
CREATE INDEX imports_by_source ON imports (source);

-- The tables whose earlier loads of the same source an import replaced.
CREATE TABLE import_replaces (
    import     TEXT NOT NULL REFERENCES imports (import),
    table_name TEXT NOT NULL CHECK (table_name <> ''),
    PRIMARY KEY (import, table_name)
) STRICT, WITHOUT ROWID;

-- A row that was not stored, with the reason.
CREATE TABLE import_rejects (
    import      TEXT    NOT NULL REFERENCES imports (import),
    -- The order in which the reader met them.
    seq         INTEGER NOT NULL CHECK (seq > 0),
    line        INTEGER NOT NULL CHECK (line >= 0),
    column_name TEXT,
    reason      TEXT    NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (import, seq)
) STRICT, WITHOUT ROWID;

-- The manifest of the lake: a file is part of the lake only when it stands here and is current.
CREATE TABLE lake_files (
    -- Relative to the site.
    path        TEXT    PRIMARY KEY CHECK (path <> '' AND path NOT LIKE '/%'),
    import      TEXT    NOT NULL REFERENCES imports (import),
    table_name  TEXT    NOT NULL CHECK (table_name <> ''),
    month       TEXT    CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    n_rows      INTEGER NOT NULL CHECK (n_rows >= 0),
    is_current  INTEGER NOT NULL DEFAULT 1 CHECK (is_current IN (0, 1)),
    -- The import that replaced the file; the file stays in history.
    replaced_by TEXT    REFERENCES imports (import),
    CHECK ((is_current = 1) = (replaced_by IS NULL))
) STRICT;

CREATE INDEX lake_files_by_import ON lake_files (import);
CREATE INDEX lake_files_current ON lake_files (table_name, month, path) WHERE is_current = 1;
