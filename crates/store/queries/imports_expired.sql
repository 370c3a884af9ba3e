-- Imports on which every claim, standing or ended, is older than the retention of its source.
SELECT i.import
FROM imports i
WHERE NOT EXISTS (
    SELECT 1 FROM import_claims c
    JOIN sources s ON s.source = c.source
    WHERE c.import = i.import
      AND c.claimed_at + s.retention_days * 86400000000 >= $1)
ORDER BY i.seq
