-- The source no longer gives the other bytes under this name.
UPDATE import_claims
SET ended_by = $1
WHERE source = $2 AND file_name = $3 AND ended_by IS NULL AND import <> $1
  AND import IN (SELECT import FROM imports WHERE target = $4)
