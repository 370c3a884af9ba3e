INSERT INTO imports (import, seq, source, format, target, reading, file_name, digest, n_bytes,
                     rows_read, rows_stored, rows_rejected, rows_folded, imported_at, replaces)
VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM imports), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
