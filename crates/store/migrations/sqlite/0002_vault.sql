-- The vault (names behind pseudonyms) and the log of who looked.

-- Nothing outside this table holds a name, an account or an address of a person.
CREATE TABLE vault (
    pseudonym TEXT NOT NULL CHECK (pseudonym <> ''),
    -- key: the source's own key of the person.
    kind      TEXT NOT NULL CHECK (kind IN ('key', 'name', 'account', 'address')),
    value     TEXT NOT NULL CHECK (value <> ''),
    source    TEXT NOT NULL REFERENCES sources (source),
    PRIMARY KEY (pseudonym, kind, value, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX vault_by_source ON vault (source);

-- One row for each time names were shown. Append-only: see the triggers below.
CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    who       TEXT    NOT NULL CHECK (trim(who) <> ''),
    what      TEXT    NOT NULL CHECK (trim(what) <> ''),
    why       TEXT    NOT NULL CHECK (trim(why) <> ''),
    -- Versioned JSON: the pseudonyms whose names were shown.
    people    TEXT    NOT NULL CHECK (json_valid(people))
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- `INSERT OR REPLACE` removes the old row without firing the trigger above.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
