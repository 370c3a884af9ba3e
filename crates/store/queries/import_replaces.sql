SELECT import, table_name
FROM import_replaces
WHERE CAST($1 AS TEXT) IS NULL OR import = $1
ORDER BY import, table_name
