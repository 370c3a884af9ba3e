-- id: access.unusual-hours
-- title: Takes or opens protected things at hours at which the person is otherwise not there
-- version: 2
-- status: stable
-- family: access
-- subject: person
-- inputs: [activity, baseline, person_day]
-- params: { window_days: { type: int, default: 30, min: 3, max: 120 }, nights_min: { type: int, default: 2, min: 1, max: 20 } }
-- weight: 7
-- explain: "{n_days|day|days} with acts at unusual hours within {window} days, {n_acts|act|acts} on protected technology or outward on them; such days before: {n_before}"
-- innocent: [night maintenance, backup duty, travel]
-- references: [ITM IF002, ATT&CK T1078]
WITH odd AS (
  -- A protected file that is copied out counts once.
  SELECT d.person, CAST(d.day AS INT) AS no,
    greatest(d.copied + d.uploads + d.protected - d.protected_out, d.copied + d.uploads, d.protected) + d.disclosure AS files
  FROM person_day d
  JOIN baseline b ON b.person = d.person AND b.day = d.day
  WHERE b.state = 'ready' AND b.unusual_hours >= 1
    AND (d.copied > b.copied_usual + 2 * b.copied_spread + 2
      OR d.protected > b.protected_usual + 2 * b.protected_spread + 5
      OR d.disclosure > 0 OR d.uploads > b.uploads_high)
), rolled AS (
  SELECT person, no,
    count(no) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS n_days,
    sum(files) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS n_files,
    count(no) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS n_all
  FROM odd
), ranked AS (
  SELECT person, no, n_days, n_files, n_all - n_days AS n_before,
    row_number() OVER (PARTITION BY person ORDER BY n_days DESC, n_files DESC, no) AS place
  FROM rolled
), hit AS (
  SELECT person, no, n_days, n_files, n_before FROM ranked
  WHERE place = 1 AND (n_days >= $nights_min OR n_files >= 60) AND n_before <= n_days
)
SELECT h.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.4 + 0.1 * h.n_days + h.n_files / 400.0) AS strength,
  h.n_days, count(*) FILTER (WHERE a.technology IS NOT NULL OR a.outward) AS n_acts, h.n_before,
  CAST($window_days AS INT) AS window,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM hit h
JOIN odd o ON o.person = h.person AND o.no BETWEEN h.no - $window_days AND h.no
JOIN activity a ON a.person = o.person AND CAST(a.day AS INT) = o.no
  AND (a.technology IS NOT NULL OR a.outward OR a.channel IN ('removable', 'logon'))
GROUP BY h.person, h.n_days, h.n_files, h.n_before
ORDER BY subject, from_at
