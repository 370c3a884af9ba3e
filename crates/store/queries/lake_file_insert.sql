INSERT INTO lake_files (path, import, table_name, month, n_rows)
VALUES ($1, $2, $3, $4, $5)
