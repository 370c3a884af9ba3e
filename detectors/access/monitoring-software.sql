-- id: access.monitoring-software
-- title: Looks for software that records what others type or see
-- version: 1
-- status: stable
-- family: access
-- subject: person
-- inputs: [activity, counterparts]
-- params: { window_days: { type: int, default: 30, min: 1, max: 365 } }
-- weight: 9
-- explain: "{n_acts|act|acts} at vendors of key loggers or monitoring software within {window} days of the first"
-- innocent: [security duty]
-- references: [ATT&CK T1056.001]
WITH first AS (
  SELECT a.person, min(CAST(a.day AS INT)) AS no
  FROM activity a JOIN counterparts c ON c.counterpart = a.counterpart
  WHERE c.kind = 'surveillance' GROUP BY a.person
)
SELECT f.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.5 + count(a.row) / 20.0) AS strength, count(a.row) AS n_acts,
  CAST($window_days AS INT) AS window,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM first f
JOIN activity a ON a.person = f.person AND CAST(a.day AS INT) BETWEEN f.no AND f.no + $window_days
JOIN counterparts c ON c.counterpart = a.counterpart AND c.kind = 'surveillance'
GROUP BY f.person
ORDER BY subject, from_at
