INSERT INTO documents (document, technology, grade, name, digest, n_bytes, format, problems, settled, wrapper,
    label, registered_at, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
