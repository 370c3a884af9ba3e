DELETE FROM run_blindness WHERE run = $1
