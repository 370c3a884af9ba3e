SELECT import FROM imports
WHERE digest = $1 AND format = $2 AND source = $3 AND superseded_by IS NULL
