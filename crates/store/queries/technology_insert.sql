INSERT INTO technology_register (at, who, technology, name, class, grade, sector, owner_unit, list_item, list_version,
    threshold, strategic_threshold, measured, kept_in, paths, people)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
