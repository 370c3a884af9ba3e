-- Who still holds imports on which this one has ended a claim.
SELECT DISTINCT c.source, c.file_name
FROM import_claims c
WHERE c.ended_by IS NULL AND c.import <> $1
  AND c.import IN (SELECT e.import FROM import_claims e
    WHERE e.ended_by = $1 AND e.source = $2 AND e.file_name = $3)
ORDER BY c.source, c.file_name
