SELECT digest, seen FROM inspections WHERE state = $1 ORDER BY digest
