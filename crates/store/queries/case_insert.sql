INSERT INTO cases (case_id, kind, subject, score, document, digest, opened_at, changed_at, first_run, last_run, in_last_run)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $8, 1)
