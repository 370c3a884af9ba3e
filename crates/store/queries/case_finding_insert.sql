INSERT INTO case_findings (case_id, finding, first_run) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
