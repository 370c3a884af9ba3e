SELECT line, file_name, column_name, reason FROM import_rejects WHERE import = $1 ORDER BY seq
