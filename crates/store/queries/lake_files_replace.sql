UPDATE lake_files
SET is_current = 0, replaced_by = $1
WHERE table_name = $2
  AND is_current = 1
  AND import IN (SELECT i.import FROM imports i
    WHERE i.source = $3 AND i.import <> $1
      -- Another list or register of the source stays: only a newer file of the same name takes a place.
      AND i.file_name = (SELECT n.file_name FROM imports n WHERE n.import = $1))
