-- id: taking.new-removable-device
-- title: Starts to use removable media after a long time without
-- version: 2
-- status: stable
-- family: taking
-- subject: person
-- inputs: [activity, baseline, notable, person_day]
-- params: { window_days: { type: int, default: 30, min: 3, max: 120 }, without_days: { type: int, default: 30, min: 10, max: 365 }, files_min: { type: int, default: 10, min: 1, max: 500 } }
-- weight: 6
-- explain: "first removable device on {first_day}, after {n_before|day|days} at work without one; {n_files|file|files} copied to it within {window} days, {n_protected} of them protected"
-- innocent: [new device issued, handover agreed in writing, role change, backup duty]
-- references: [ITM IF002.001, ATT&CK T1052.001, ATT&CK T1091]
WITH used AS (
  SELECT person, day, CAST(day AS INT) AS no, copied, protected_out FROM person_day WHERE connects > 0 OR copied > 0
), register AS (
  -- Where no outward act touches a registered technology, nothing can be said of what is protected.
  SELECT sum(protected_out) > 0 AS in_use FROM person_day
), earliest AS (
  SELECT person, min(no) AS no FROM used GROUP BY person
), started AS (
  SELECT e.person, e.no, b.day AS first_day, b.seen_days AS n_before
  FROM earliest e JOIN baseline b ON b.person = e.person AND CAST(b.day AS INT) = e.no
  WHERE b.seen_days >= $without_days
), counted AS (
  SELECT s.person, s.no, s.first_day, s.n_before, sum(u.copied) AS n_files, sum(least(u.copied, u.protected_out)) AS n_protected
  FROM started s
  JOIN used u ON u.person = s.person AND u.no BETWEEN s.no AND s.no + $window_days
  GROUP BY s.person, s.no, s.first_day, s.n_before
), copied AS (
  SELECT person, day, technology FROM notable
  WHERE channel = 'removable' AND technology IS NOT NULL GROUP BY person, day, technology
), told AS (
  SELECT person, day, at, source, row FROM activity WHERE channel = 'removable'
  UNION ALL
  -- What was opened of a technology on the day on which it was copied belongs to the copying.
  SELECT n.person, n.day, n.at, n.source, n.row
  FROM notable n JOIN copied k ON k.person = n.person AND k.day = n.day AND k.technology = n.technology
  WHERE n.channel <> 'removable'
)
SELECT c.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.4 + c.n_files / 150.0)
    * CASE WHEN r.in_use THEN 0.4 + 0.6 * least(1.0, 2.0 * c.n_protected / c.n_files) ELSE 1.0 END AS strength,
  c.first_day, c.n_before, c.n_files, c.n_protected, CAST($window_days AS INT) AS window,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM counted c
CROSS JOIN register r
JOIN told a ON a.person = c.person
  AND CAST(a.day AS INT) BETWEEN c.no AND c.no + $window_days
WHERE c.n_files >= $files_min
GROUP BY c.person, c.no, c.first_day, c.n_before, c.n_files, c.n_protected, r.in_use
ORDER BY subject, from_at
