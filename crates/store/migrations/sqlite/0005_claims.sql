-- Who gave what was read: the same bytes may come from several sources and under several names.
--
-- The rows of an import belong to the lake while a claim on it stands.

CREATE TABLE import_claims (
    import     TEXT    NOT NULL REFERENCES imports (import),
    source     TEXT    NOT NULL REFERENCES sources (source),
    file_name  TEXT    NOT NULL,
    claimed_at INTEGER NOT NULL,
    -- The import that took its place: other bytes of this source and name, or another reading of these.
    ended_by   TEXT    REFERENCES imports (import),
    PRIMARY KEY (import, source, file_name)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_claims_standing ON import_claims (source, file_name) WHERE ended_by IS NULL;

INSERT INTO import_claims (import, source, file_name, claimed_at, ended_by)
SELECT import, source, file_name, imported_at, superseded_by FROM imports;

-- Whether the import takes the place of earlier ones with its source, file name and target.
ALTER TABLE imports ADD COLUMN replaces INTEGER NOT NULL DEFAULT 0 CHECK (replaces IN (0, 1));
UPDATE imports SET replaces = 1 WHERE import IN (SELECT import FROM import_replaces);
DROP TABLE import_replaces;

-- Which file a refused row stands in, where the import reads several.
ALTER TABLE import_rejects ADD COLUMN file_name TEXT;

-- The part of a table that a file is stands behind a mark of its own.
UPDATE imports SET target = 'staff_snapshots @ ' || substr(target, 17)
WHERE target LIKE 'staff_snapshots ____-__-__';
