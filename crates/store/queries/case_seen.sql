UPDATE cases SET last_run = $2 WHERE case_id = $1
