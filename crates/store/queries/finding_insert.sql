INSERT INTO findings (finding, detector, subject, from_at, to_at, first_run, latest_digest)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (finding) DO NOTHING
