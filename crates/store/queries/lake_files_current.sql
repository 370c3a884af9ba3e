SELECT f.path, f.table_name, f.month, f.n_rows, f.import, i.digest, i.source, i.format
FROM lake_files f
JOIN imports i ON i.import = f.import
WHERE f.is_current = 1
ORDER BY f.table_name, f.month, f.path
