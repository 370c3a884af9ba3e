SELECT seq, at, who, technology, name, class, grade, sector, owner_unit, list_item, list_version, threshold,
    strategic_threshold, measured, kept_in, paths, people
FROM technology_register
WHERE seq IN (SELECT max(seq) FROM technology_register GROUP BY technology)
ORDER BY technology
