-- Cases and what happened to them, and small facts about the site.

CREATE TABLE cases (
    case_id    TEXT    PRIMARY KEY CHECK (case_id <> ''),
    kind       TEXT    NOT NULL CHECK (kind IN ('person', 'cohort', 'organisation')),
    subject    TEXT    NOT NULL,
    -- Set by people only; a run never changes it.
    state      TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    score      REAL    NOT NULL,
    -- Versioned JSON: the latest document, with the state left open.
    document   TEXT    NOT NULL CHECK (json_valid(document)),
    digest     TEXT    NOT NULL CHECK (length(digest) = 64),
    opened_at  INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    first_run  TEXT    NOT NULL REFERENCES runs (run),
    -- The last run that gave the case; an older one than the last run means that it was not given again.
    last_run   TEXT    NOT NULL REFERENCES runs (run)
) STRICT;

CREATE INDEX cases_by_score ON cases (score DESC, case_id);
CREATE INDEX cases_by_last_run ON cases (last_run);

-- The findings a case has cited, now or earlier.
CREATE TABLE case_findings (
    case_id   TEXT NOT NULL REFERENCES cases (case_id),
    finding   TEXT NOT NULL REFERENCES findings (finding),
    first_run TEXT NOT NULL REFERENCES runs (run),
    PRIMARY KEY (case_id, finding)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_findings_by_finding ON case_findings (finding);

-- What happened to a case. Append-only: see the triggers below.
CREATE TABLE case_events (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id  TEXT    NOT NULL REFERENCES cases (case_id),
    at       INTEGER NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN (
        'opened', 'finding added', 'document changed', 'closed', 'reopened', 'noted')),
    -- By a run …
    run      TEXT    REFERENCES runs (run),
    finding  TEXT    REFERENCES findings (finding),
    -- The digest of the document as it was then.
    digest   TEXT    CHECK (length(digest) = 64),
    -- … or by a person, with the reason.
    who      TEXT    CHECK (trim(who) <> ''),
    why      TEXT    CHECK (trim(why) <> ''),
    CHECK ((kind IN ('opened', 'finding added', 'document changed')) = (run IS NOT NULL)),
    CHECK ((run IS NULL) = (who IS NOT NULL)),
    CHECK ((run IS NULL) = (why IS NOT NULL)),
    CHECK ((kind = 'finding added') = (finding IS NOT NULL))
) STRICT;

CREATE INDEX case_events_by_case ON case_events (case_id, seq);

CREATE TRIGGER case_events_are_not_changed BEFORE UPDATE ON case_events
BEGIN
    SELECT RAISE(ABORT, 'case events are append-only');
END;

CREATE TRIGGER case_events_are_not_deleted BEFORE DELETE ON case_events
BEGIN
    SELECT RAISE(ABORT, 'case events are append-only');
END;

-- `INSERT OR REPLACE` removes the old row without firing the trigger above.
CREATE TRIGGER case_events_are_not_replaced BEFORE INSERT ON case_events
WHEN EXISTS (SELECT 1 FROM case_events WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'case events are append-only');
END;

-- Small facts about the site, such as where the derived tables of the last run lie.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL
) STRICT;
