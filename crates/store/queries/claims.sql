-- The claims on one import or on all, the first one first.
SELECT c.import, c.source, c.file_name, c.claimed_at, c.ended_by
FROM import_claims c
JOIN imports i ON i.import = c.import
WHERE CAST($1 AS TEXT) IS NULL OR c.import = $1
ORDER BY i.seq, c.claimed_at, c.source, c.file_name
