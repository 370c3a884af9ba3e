-- Files of imports that this one has superseded are not current any more.
UPDATE lake_files
SET is_current = 0, replaced_by = $1
WHERE is_current = 1
  AND import IN (SELECT import FROM imports WHERE superseded_by = $1)
