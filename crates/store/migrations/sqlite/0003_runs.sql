-- Runs and what their detectors found.

CREATE TABLE runs (
    run             TEXT    PRIMARY KEY CHECK (run <> ''),
    -- The order in which runs were committed; the highest is the last run.
    seq             INTEGER NOT NULL UNIQUE,
    at              INTEGER NOT NULL,
    until_day       TEXT    CHECK (until_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    input_digest    TEXT    NOT NULL CHECK (length(input_digest) = 64),
    -- Versioned JSON: the settings the run was made with.
    settings        TEXT    NOT NULL CHECK (json_valid(settings)),
    program_version TEXT    NOT NULL,
    duration_ms     INTEGER NOT NULL CHECK (duration_ms >= 0)
) STRICT;

-- What a run could not see: a silent source, a missing input, a detector that fires on too many.
CREATE TABLE run_blindness (
    run    TEXT    NOT NULL REFERENCES runs (run),
    seq    INTEGER NOT NULL CHECK (seq > 0),
    kind   TEXT    NOT NULL CHECK (kind <> ''),
    what   TEXT    NOT NULL,
    detail TEXT    NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_detectors (
    run         TEXT    NOT NULL REFERENCES runs (run),
    detector    TEXT    NOT NULL CHECK (detector <> ''),
    version     INTEGER NOT NULL CHECK (version >= 0),
    digest      TEXT    NOT NULL CHECK (digest <> ''),
    family      TEXT    NOT NULL CHECK (family IN (
        'taking', 'leaving', 'destination', 'approach', 'access', 'research', 'exposure')),
    status      TEXT    NOT NULL CHECK (status <> ''),
    n_findings  INTEGER NOT NULL CHECK (n_findings >= 0),
    n_people    INTEGER NOT NULL CHECK (n_people >= 0),
    duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
    -- Why the detector gave no answer; NULL when it gave one.
    error       TEXT,
    PRIMARY KEY (run, detector)
) STRICT, WITHOUT ROWID;

-- A finding: what makes it the same finding over runs.
CREATE TABLE findings (
    finding       TEXT    PRIMARY KEY CHECK (finding <> ''),
    detector      TEXT    NOT NULL CHECK (detector <> ''),
    subject       TEXT    NOT NULL CHECK (subject <> ''),
    from_at       INTEGER NOT NULL,
    to_at         INTEGER NOT NULL CHECK (to_at >= from_at),
    first_run     TEXT    NOT NULL REFERENCES runs (run),
    -- The digest of the text that the latest run with this finding gave it.
    latest_digest TEXT    NOT NULL CHECK (length(latest_digest) = 64)
) STRICT, WITHOUT ROWID;

CREATE INDEX findings_by_detector ON findings (detector, subject);
CREATE INDEX findings_by_subject ON findings (subject);

-- Each text a finding has had: another weight or detector text makes another row, and the old one stays.
CREATE TABLE finding_documents (
    finding  TEXT NOT NULL REFERENCES findings (finding),
    digest   TEXT NOT NULL CHECK (length(digest) = 64),
    -- Versioned JSON.
    document TEXT NOT NULL CHECK (json_valid(document)),
    PRIMARY KEY (finding, digest)
) STRICT;

CREATE TRIGGER finding_documents_are_not_changed BEFORE UPDATE ON finding_documents
BEGIN
    SELECT RAISE(ABORT, 'the text of a finding is never changed');
END;

-- Which run gave which finding, with the text it had then.
CREATE TABLE run_findings (
    run     TEXT NOT NULL REFERENCES runs (run),
    finding TEXT NOT NULL,
    digest  TEXT NOT NULL,
    PRIMARY KEY (run, finding),
    FOREIGN KEY (finding, digest) REFERENCES finding_documents (finding, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_findings_by_finding ON run_findings (finding, digest);
