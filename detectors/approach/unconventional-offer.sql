-- id: approach.unconventional-offer
-- title: Was offered terms that are not those of ordinary work
-- version: 1
-- status: stable
-- family: approach
-- subject: person
-- inputs: [offers]
-- params: { pay_min: { type: float, default: 2.0, min: 1.2, max: 10 }, terms_min: { type: int, default: 3, min: 1, max: 8 } }
-- weight: 14
-- explain: "offer of {pay_multiple} × pay by {offeror} through {via}: {n_terms|unusual term|unusual terms}"
-- innocent: [offer refused and reported]
-- references: [ITM MT005]
WITH weighed AS (
  SELECT person, offered_on, offeror, via, pay_multiple, source, row,
    CASE WHEN pay_multiple >= $pay_min THEN 1 ELSE 0 END
    + CASE WHEN pay_multiple >= $pay_min + 1 THEN 1 ELSE 0 END
    + CASE WHEN guaranteed_years >= 2 THEN 1 ELSE 0 END
    + CASE WHEN signing_money >= 0.5 THEN 1 ELSE 0 END
    + CASE WHEN family_benefits THEN 1 ELSE 0 END
    + CASE WHEN legal_indemnity THEN 1 ELSE 0 END
    + CASE WHEN secret_employer THEN 1 ELSE 0 END
    + CASE WHEN start_abroad THEN 1 ELSE 0 END AS n_terms
  FROM offers
)
SELECT person AS subject, CAST(offered_on AS TIMESTAMP) AS from_at, CAST(offered_on AS TIMESTAMP) AS to_at,
  least(1.0, 0.25 + n_terms / 8.0) AS strength,
  offeror, via, pay_multiple, n_terms, array[source || '#' || CAST(row AS VARCHAR)] AS refs
FROM weighed WHERE n_terms >= $terms_min
ORDER BY subject, from_at, n_terms DESC
