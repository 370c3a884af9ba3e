UPDATE cases SET in_last_run = 0 WHERE in_last_run = 1
