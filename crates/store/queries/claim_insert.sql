-- A claim that ended stands again.
INSERT INTO import_claims (import, source, file_name, claimed_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (import, source, file_name) DO UPDATE
SET claimed_at = excluded.claimed_at, ended_by = NULL
WHERE import_claims.ended_by IS NOT NULL
