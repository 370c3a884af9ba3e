-- Which cases the last run gave. A run made again keeps its id, so that the id of the last run does not tell.

ALTER TABLE cases ADD COLUMN in_last_run INTEGER NOT NULL DEFAULT 0 CHECK (in_last_run IN (0, 1));

UPDATE cases SET in_last_run = 1
WHERE last_run = (SELECT run FROM runs ORDER BY seq DESC LIMIT 1);
