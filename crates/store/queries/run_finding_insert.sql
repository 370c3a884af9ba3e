INSERT INTO run_findings (run, finding, digest)
VALUES ($1, $2, $3)
