-- The source is the first that still gives the bytes.
SELECT f.path, f.table_name, f.month, f.n_rows, f.import, i.digest, i.format,
       COALESCE((SELECT c.source FROM import_claims c
           WHERE c.import = i.import AND c.ended_by IS NULL
           ORDER BY c.claimed_at, c.source LIMIT 1), i.source) AS source
FROM lake_files f
JOIN imports i ON i.import = f.import
WHERE f.is_current = 1
ORDER BY f.table_name, f.month, f.path
