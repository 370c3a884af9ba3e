SELECT d.document
FROM findings f
JOIN finding_documents d ON d.finding = f.finding AND d.digest = f.latest_digest
WHERE (CAST($1 AS TEXT) IS NULL OR f.detector = $1)
  AND (CAST($2 AS TEXT) IS NULL OR substr(f.subject, 1, length($2)) = $2)
ORDER BY f.detector, f.subject, f.from_at, f.finding
