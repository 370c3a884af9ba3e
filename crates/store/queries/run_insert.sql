INSERT INTO runs (run, seq, at, until_day, input_digest, settings, program_version, duration_ms)
VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM runs), $2, $3, $4, $5, $6, $7)
