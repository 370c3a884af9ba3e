-- id: taking.disclosure-site
-- title: Goes to disclosure or paste sites after a long time without
-- version: 1
-- status: stable
-- family: taking
-- subject: person
-- inputs: [activity, baseline, counterparts, person_day]
-- params: { window_days: { type: int, default: 60, min: 7, max: 365 }, without_days: { type: int, default: 30, min: 10, max: 365 }, acts_min: { type: int, default: 3, min: 1, max: 100 } }
-- weight: 11
-- explain: "{n_acts|act|acts} at disclosure or paste sites on {n_days|day|days}; none in {n_before|day|days} at work before"
-- innocent: [security duty]
-- references: [ATT&CK T1567, ITM IF004]
WITH met AS (
  SELECT person, CAST(day AS INT) AS no, disclosure FROM person_day WHERE disclosure > 0
), earliest AS (
  SELECT person, min(no) AS no FROM met GROUP BY person
), started AS (
  SELECT e.person, e.no, b.seen_days AS n_before
  FROM earliest e JOIN baseline b ON b.person = e.person AND CAST(b.day AS INT) = e.no
  WHERE b.seen_days >= $without_days
), counted AS (
  SELECT s.person, s.no, s.n_before, sum(m.disclosure) AS n_acts, count(m.no) AS n_days
  FROM started s JOIN met m ON m.person = s.person AND m.no BETWEEN s.no AND s.no + $window_days
  GROUP BY s.person, s.no, s.n_before
)
SELECT c.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.3 + c.n_acts / 15.0 + 0.1 * c.n_days) AS strength,
  c.n_acts, c.n_days, c.n_before,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM counted c
JOIN activity a ON a.person = c.person AND CAST(a.day AS INT) BETWEEN c.no AND c.no + $window_days
JOIN counterparts k ON k.counterpart = a.counterpart AND k.kind IN ('disclosure', 'paste')
WHERE c.n_acts >= $acts_min
GROUP BY c.person, c.n_acts, c.n_days, c.n_before
ORDER BY subject, from_at
