SELECT document, state, opened_at, changed_at, first_run, last_run, in_last_run
FROM cases
WHERE (CAST($1 AS TEXT) IS NULL OR case_id = $1)
  AND (CAST($2 AS TEXT) IS NULL OR state = $2)
  AND (CAST($3 AS TEXT) IS NULL OR kind = $3)
  AND (CAST($4 AS DOUBLE PRECISION) IS NULL OR score >= $4)
  AND in_last_run >= $5
ORDER BY score DESC, case_id
LIMIT $6
