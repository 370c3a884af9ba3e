SELECT run, detector, version, digest, family, status, n_findings, n_people, duration_ms, error
FROM run_detectors
WHERE CAST($1 AS TEXT) IS NULL OR run = $1
ORDER BY run, detector
