SELECT i.import
FROM imports i
JOIN sources s ON s.source = i.source
WHERE i.imported_at + s.retention_days * 86400000000 < $1
ORDER BY i.seq
