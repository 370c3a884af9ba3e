UPDATE cases
SET kind = $2, subject = $3, score = $4, document = $5, digest = $6, changed_at = $7, last_run = $8, in_last_run = 1
WHERE case_id = $1
