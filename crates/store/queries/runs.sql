SELECT run, at, until_day, input_digest, settings, program_version, duration_ms
FROM runs
WHERE CAST($1 AS TEXT) IS NULL OR run = $1
ORDER BY seq
