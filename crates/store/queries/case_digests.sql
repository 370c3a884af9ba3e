SELECT case_id, digest FROM cases
