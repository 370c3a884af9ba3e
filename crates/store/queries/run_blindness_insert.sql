INSERT INTO run_blindness (run, seq, kind, what, detail)
VALUES ($1, $2, $3, $4, $5)
