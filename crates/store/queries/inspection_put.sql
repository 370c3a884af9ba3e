INSERT INTO inspections (digest, state, seen) VALUES ($1, $2, $3)
ON CONFLICT (digest) DO UPDATE SET state = excluded.state, seen = excluded.seen
