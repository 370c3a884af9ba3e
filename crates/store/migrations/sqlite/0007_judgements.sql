-- What people decided about which names and parties are one. Append-only: a change of mind is a new row.

CREATE TABLE judgements (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    -- A party of the register by its id, or a name as somebody declared it, folded.
    a_kind  TEXT    NOT NULL CHECK (a_kind IN ('party', 'name')),
    a       TEXT    NOT NULL CHECK (trim(a) <> ''),
    b_kind  TEXT    NOT NULL CHECK (b_kind IN ('party', 'name')),
    b       TEXT    NOT NULL CHECK (trim(b) <> ''),
    verdict TEXT    NOT NULL CHECK (verdict IN ('same', 'different', 'unsure', 'undone')),
    who     TEXT    NOT NULL CHECK (trim(who) <> ''),
    why     TEXT    NOT NULL CHECK (trim(why) <> ''),
    -- The lesser of the two comes first, so that a pair is found whichever way round it is given.
    CHECK ((a_kind, a) < (b_kind, b))
) STRICT;

CREATE INDEX judgements_by_pair ON judgements (a_kind, a, b_kind, b);

CREATE TRIGGER judgements_are_not_changed BEFORE UPDATE ON judgements
BEGIN
    SELECT RAISE(ABORT, 'judgements are append-only');
END;

CREATE TRIGGER judgements_are_not_deleted BEFORE DELETE ON judgements
BEGIN
    SELECT RAISE(ABORT, 'judgements are append-only');
END;

-- `INSERT OR REPLACE` removes the old row without firing the trigger above.
CREATE TRIGGER judgements_are_not_replaced BEFORE INSERT ON judgements
WHEN EXISTS (SELECT 1 FROM judgements WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'judgements are append-only');
END;
