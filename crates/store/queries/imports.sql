SELECT import, source, format, target, reading, file_name, digest, n_bytes,
       rows_read, rows_stored, rows_rejected, rows_folded, imported_at, replaces, superseded_by
FROM imports
WHERE CAST($1 AS TEXT) IS NULL OR import = $1
ORDER BY seq
