-- Imports of a source that have had files and have no current one left.
UPDATE imports
SET superseded_by = $1
WHERE source = $2
  AND import <> $1
  AND superseded_by IS NULL
  AND EXISTS (SELECT 1 FROM lake_files f WHERE f.import = imports.import)
  AND NOT EXISTS (SELECT 1 FROM lake_files f WHERE f.import = imports.import AND f.is_current = 1)
