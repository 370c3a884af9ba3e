-- The earlier reading of the same bytes as the same thing loses its place.
UPDATE imports
SET superseded_by = $1
WHERE import <> $1 AND digest = $2 AND target = $3 AND superseded_by IS NULL
