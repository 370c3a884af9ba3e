SELECT run, kind, what, detail
FROM run_blindness
WHERE CAST($1 AS TEXT) IS NULL OR run = $1
ORDER BY run, seq
