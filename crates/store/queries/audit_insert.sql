INSERT INTO audit (at, who, what, why, people) VALUES ($1, $2, $3, $4, $5)
