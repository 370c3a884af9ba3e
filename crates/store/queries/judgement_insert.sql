INSERT INTO judgements (at, a_kind, a, b_kind, b, verdict, who, why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
