-- Whoever gave the bytes holds the new reading of them too.
INSERT INTO import_claims (import, source, file_name, claimed_at)
SELECT $1, c.source, c.file_name, c.claimed_at
FROM import_claims c
JOIN imports i ON i.import = c.import
WHERE i.superseded_by = $1 AND c.ended_by IS NULL
ON CONFLICT DO NOTHING
