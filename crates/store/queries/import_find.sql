SELECT import FROM imports
WHERE digest = $1 AND target = $2 AND reading = $3 AND superseded_by IS NULL
