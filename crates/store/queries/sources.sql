SELECT source, basis, purpose, notice, retention_days, owner
FROM sources
WHERE CAST($1 AS TEXT) IS NULL OR source = $1
ORDER BY source
