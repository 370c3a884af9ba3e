UPDATE cases SET last_run = $2, in_last_run = 1 WHERE case_id = $1
