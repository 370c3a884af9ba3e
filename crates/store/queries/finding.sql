SELECT d.document
FROM findings f
JOIN finding_documents d ON d.finding = f.finding AND d.digest = f.latest_digest
WHERE f.finding = $1
