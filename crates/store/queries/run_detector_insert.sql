INSERT INTO run_detectors (run, detector, version, digest, family, status, n_findings, n_people, duration_ms, error)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
