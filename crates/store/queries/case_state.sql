SELECT state FROM cases WHERE case_id = $1
