INSERT INTO sources (source, basis, purpose, notice, retention_days, owner, added_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
