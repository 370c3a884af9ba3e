-- Imports that nobody holds any more.
UPDATE imports
SET superseded_by = $1
WHERE superseded_by IS NULL AND import <> $1
  AND EXISTS (SELECT 1 FROM import_claims c WHERE c.import = imports.import AND c.ended_by = $1)
  AND NOT EXISTS (SELECT 1 FROM import_claims c WHERE c.import = imports.import AND c.ended_by IS NULL)
