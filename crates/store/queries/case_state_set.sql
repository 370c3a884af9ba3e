UPDATE cases SET state = $2 WHERE case_id = $1
