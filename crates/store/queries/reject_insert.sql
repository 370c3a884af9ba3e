INSERT INTO import_rejects (import, seq, line, file_name, column_name, reason)
VALUES ($1, $2, $3, $4, $5, $6)
