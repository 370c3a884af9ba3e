DELETE FROM inspections WHERE state <> $1
