-- Which migrations this database has. Run at every open, before anything else.
CREATE TABLE IF NOT EXISTS schema_versions (
    version    INTEGER PRIMARY KEY CHECK (version > 0),
    name       TEXT    NOT NULL CHECK (name <> ''),
    -- BLAKE3 of the migration's text: a released migration never changes.
    digest     TEXT    NOT NULL CHECK (length(digest) = 64),
    applied_at INTEGER NOT NULL
) STRICT;
