INSERT INTO vault (pseudonym, kind, value, source)
VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING
