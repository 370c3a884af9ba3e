-- id: taking.slow-drip
-- title: Carries a little more to private cloud or mail, week after week
-- version: 1
-- status: stable
-- family: taking
-- subject: person
-- inputs: [notable, counterparts, person_day]
-- params: { window_days: { type: int, default: 56, min: 28, max: 180 }, times_min: { type: float, default: 3.0, min: 1.5, max: 20 }, weeks_min: { type: int, default: 6, min: 3, max: 20 }, acts_min: { type: int, default: 20, min: 5, max: 500 } }
-- weight: 12
-- explain: "{n_acts|upload or mail|uploads and mails} with attachment to private cloud or webmail in {n_weeks} of 8 weeks, {times} × own earlier usual"
-- innocent: [transfer agreed in writing, travel, recruiting duty]
-- references: [ITM IF002, ATT&CK T1567.002, ATT&CK T1048]
WITH weekly AS (
  SELECT person, CAST(day AS INT) / 7 AS week, sum(uploads + private_mail) AS acts
  FROM person_day GROUP BY person, CAST(day AS INT) / 7
), rolled AS (
  SELECT person, week,
    sum(acts) OVER (PARTITION BY person ORDER BY week RANGE BETWEEN 7 PRECEDING AND CURRENT ROW) AS recent,
    count(acts) FILTER (WHERE acts > 0) OVER (PARTITION BY person ORDER BY week RANGE BETWEEN 7 PRECEDING AND CURRENT ROW) AS n_weeks,
    sum(acts) OVER (PARTITION BY person ORDER BY week RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS whole,
    count(acts) OVER (PARTITION BY person ORDER BY week RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS whole_weeks
  FROM weekly
), rated AS (
  SELECT person, week, recent, n_weeks,
    (recent + 4.0) / (CAST(whole - recent AS DOUBLE) / (whole_weeks - 8) * 8 + 4.0) AS times
  FROM rolled WHERE whole_weeks >= 12 AND n_weeks >= $weeks_min AND recent >= $acts_min
), ranked AS (
  SELECT person, week, recent, n_weeks, times,
    row_number() OVER (PARTITION BY person ORDER BY times DESC, week) AS place
  FROM rated WHERE times >= $times_min
), hit AS (
  SELECT person, week, recent, n_weeks, times FROM ranked WHERE place = 1
)
SELECT h.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.5 + 0.5 * ln(h.times / $times_min) / ln(4.0)) AS strength,
  h.recent AS n_acts, h.n_weeks, h.times,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM hit h
JOIN notable a ON a.person = h.person AND a.outward
  AND CAST(a.day AS INT) / 7 BETWEEN h.week - 7 AND h.week
  AND CAST(a.day AS INT) > h.week * 7 - $window_days
LEFT JOIN counterparts c ON c.counterpart = a.counterpart
WHERE a.action = 'upload' OR (c.kind = 'webmail' AND a.object_kind = 'attachment')
GROUP BY h.person, h.week, h.recent, h.n_weeks, h.times
ORDER BY subject, from_at
