-- Every file of the lake that any import names, superseded ones included.
SELECT path FROM lake_files ORDER BY path
