-- id: research.undeclared-position
-- title: Holds a position elsewhere that was not declared
-- version: 1
-- status: stable
-- family: destination
-- subject: person
-- inputs: [declarations, ties]
-- params: { overlap_days: { type: int, default: 30, min: 1, max: 365 } }
-- weight: 12
-- explain: "{role} at {organisation} since {from_on}, on public record ({record}) and not declared; tied to {target}: {certainty}"
-- innocent: [declared elsewhere, ended before joining, namesake]
-- references: [RS-01, RS-02, RS-08]
WITH seen AS (
  SELECT s.person, s.organisation, s.role, s.from_on, s.to_on, s.record, s.known_on, s.source, s.row
  FROM declarations s
  LEFT ANTI JOIN declarations d
    ON d.person = s.person AND d.declared AND lower(trim(d.organisation)) = lower(trim(s.organisation))
  WHERE NOT s.declared AND coalesce(s.known_on, s.from_on) IS NOT NULL
    AND (s.to_on IS NULL OR CAST(s.to_on AS INT) - CAST(s.from_on AS INT) >= $overlap_days)
), ranked AS (
  -- The surest tie of each position: `certain`, `possible`, `unknown` in this order.
  SELECT person, organisation, target, certainty,
    row_number() OVER (PARTITION BY person, organisation ORDER BY certainty, target) AS place
  FROM ties WHERE kind = 'declaration' AND target IS NOT NULL
), tied AS (
  SELECT person, organisation, target, certainty FROM ranked WHERE place = 1
)
SELECT s.person AS subject, CAST(coalesce(s.known_on, s.from_on) AS TIMESTAMP) AS from_at,
  CAST(coalesce(s.known_on, s.from_on) AS TIMESTAMP) AS to_at,
  CASE WHEN t.certainty = 'certain' THEN 1.0 WHEN t.target IS NOT NULL THEN 0.8 ELSE 0.4 END AS strength,
  s.organisation, s.role, s.from_on, s.record, t.target, t.certainty,
  array[s.source || '#' || CAST(s.row AS VARCHAR)] AS refs
FROM seen s LEFT JOIN tied t ON t.person = s.person AND t.organisation = s.organisation
ORDER BY subject, from_at, s.organisation
