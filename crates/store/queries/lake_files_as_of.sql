-- The files that were current at an instant: what was imported by then, unless something imported by then replaced it.
SELECT f.path, f.table_name, f.month, f.n_rows, f.import, i.digest, i.format, i.source
FROM lake_files f
JOIN imports i ON i.import = f.import
LEFT JOIN imports r ON r.import = f.replaced_by
WHERE i.imported_at <= $1 AND (r.import IS NULL OR r.imported_at > $1)
ORDER BY f.table_name, f.month, f.path
