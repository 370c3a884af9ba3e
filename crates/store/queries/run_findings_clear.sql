DELETE FROM run_findings WHERE run = $1
