-- id: access.another-computer
-- title: Uses removable media on a computer that somebody else works at
-- version: 1
-- status: stable
-- family: access
-- subject: person
-- inputs: [activity]
-- params: { window_days: { type: int, default: 14, min: 1, max: 90 }, owner_days: { type: int, default: 20, min: 5, max: 250 }, duty_max: { type: int, default: 3, min: 1, max: 20 } }
-- weight: 5
-- explain: "{n_acts|act|acts} with removable media on {n_devices|computer|computers} that somebody else works at, on {n_days|day|days} in all the records"
-- innocent: [support duty, shared computer, backup duty]
-- references: [ATT&CK T1091, ATT&CK T1056.001]
WITH logged AS (
  SELECT device, person, day FROM activity
  WHERE action = 'logon' AND device IS NOT NULL AND device <> '' GROUP BY device, person, day
), worked AS (
  SELECT device, person, count(day) AS n FROM logged GROUP BY device, person
), shared AS (
  SELECT device, sum(n) AS n_all, max(n) AS n_most FROM worked GROUP BY device
), owner AS (
  -- Who works at a computer alone, or nearly so: nine days in ten.
  SELECT w.device, w.person FROM worked w JOIN shared s ON s.device = w.device AND s.n_most = w.n
  WHERE w.n >= $owner_days AND w.n * 10 >= s.n_all * 9
), used AS (
  SELECT a.person, a.device, CAST(a.day AS INT) AS no, a.at, a.source, a.row
  FROM activity a JOIN owner o ON o.device = a.device AND o.person <> a.person
  WHERE a.channel = 'removable'
), by_day AS (
  SELECT person, no FROM used GROUP BY person, no
), seldom AS (
  -- Who does so again and again has it as a duty.
  SELECT person, min(no) AS first_no, count(no) AS n_days FROM by_day GROUP BY person
), places AS (
  SELECT person, count(device) AS n_devices
  FROM (SELECT person, device FROM used GROUP BY person, device) AS each_device GROUP BY person
)
SELECT s.person AS subject, min(u.at) AS from_at, max(u.at) AS to_at,
  1.0 / s.n_days AS strength, count(u.row) AS n_acts, p.n_devices, s.n_days,
  array_agg(u.source || '#' || CAST(u.row AS VARCHAR)) AS refs
FROM seldom s
JOIN places p ON p.person = s.person
JOIN used u ON u.person = s.person AND u.no BETWEEN s.first_no AND s.first_no + $window_days
JOIN (SELECT person FROM owner GROUP BY person) AS has_own ON has_own.person = s.person
WHERE s.n_days <= $duty_max
GROUP BY s.person, s.n_days, p.n_devices
ORDER BY subject, from_at
