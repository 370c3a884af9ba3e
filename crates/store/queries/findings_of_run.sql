SELECT d.document
FROM run_findings rf
JOIN findings f ON f.finding = rf.finding
JOIN finding_documents d ON d.finding = rf.finding AND d.digest = rf.digest
WHERE rf.run = $1
  AND (CAST($2 AS TEXT) IS NULL OR f.detector = $2)
  AND (CAST($3 AS TEXT) IS NULL OR substr(f.subject, 1, length($3)) = $3)
ORDER BY f.detector, f.subject, f.from_at, f.finding
