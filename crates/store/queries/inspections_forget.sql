DELETE FROM inspections
