SELECT seq, case_id, at, kind, run, finding, digest, who, why
FROM case_events
WHERE case_id = $1
ORDER BY seq
