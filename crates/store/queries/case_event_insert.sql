INSERT INTO case_events (case_id, at, kind, run, finding, digest, who, why)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
