UPDATE import_claims
SET ended_by = $1
WHERE ended_by IS NULL
  AND import IN (SELECT import FROM imports WHERE superseded_by = $1)
