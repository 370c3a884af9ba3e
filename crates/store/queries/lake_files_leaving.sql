-- Rows that leave the lake, by whether they are another reading of the same bytes.
SELECT i.digest = (SELECT n.digest FROM imports n WHERE n.import = $1), SUM(f.n_rows)
FROM lake_files f
JOIN imports i ON i.import = f.import
WHERE f.is_current = 1 AND i.superseded_by = $1
GROUP BY 1
