-- The same run once more is the last run, and keeps what it was made from.
UPDATE runs
SET seq = (SELECT MAX(seq) + 1 FROM runs), at = $2, duration_ms = $3
WHERE run = $1
