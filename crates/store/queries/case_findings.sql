SELECT finding FROM case_findings WHERE case_id = $1 ORDER BY finding
