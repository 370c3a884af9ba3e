-- id: leaver.outward-before-exit
-- title: Sends or carries out more than usual in the last weeks before leaving
-- version: 2
-- status: stable
-- family: leaving
-- subject: person
-- inputs: [notable, counterparts, departures, person_day]
-- params: { window_days: { type: int, default: 30, min: 5, max: 180 }, times_min: { type: float, default: 3.0, min: 1.5, max: 20 }, acts_min: { type: int, default: 15, min: 3, max: 500 } }
-- weight: 10
-- explain: "{n_acts|outward act|outward acts} in the last {window} days ({n_copied} to removable media, {n_private} to private mail or cloud; {n_protected} protected), {times} × own usual"
-- innocent: [handover agreed in writing, backup duty, new device issued]
-- references: [ITM IF002.001, ITM MT003, ATT&CK T1048, ATT&CK T1052.001]
WITH leaver AS (
  SELECT person, CAST(last_day AS INT) AS last_no FROM departures
), out AS (
  SELECT person, CAST(day AS INT) AS no, copied, private_mail + uploads AS private,
    least(protected_out, copied + private_mail + uploads) AS protected_out,
    copied + private_mail + uploads AS acts
  FROM person_day
), register AS (
  -- Where no outward act touches a registered technology, nothing can be said of what is protected.
  SELECT sum(protected_out) > 0 AS in_use FROM person_day
), compared AS (
  SELECT l.person, l.last_no,
    coalesce(sum(o.acts) FILTER (WHERE o.no > l.last_no - $window_days), 0) AS n_acts,
    coalesce(sum(o.copied) FILTER (WHERE o.no > l.last_no - $window_days), 0) AS n_copied,
    coalesce(sum(o.private) FILTER (WHERE o.no > l.last_no - $window_days), 0) AS n_private,
    coalesce(sum(o.protected_out) FILTER (WHERE o.no > l.last_no - $window_days), 0) AS n_protected,
    count(o.no) FILTER (WHERE o.no > l.last_no - $window_days) AS recent_days,
    coalesce(sum(o.acts) FILTER (WHERE o.no <= l.last_no - $window_days), 0) AS past,
    count(o.no) FILTER (WHERE o.no <= l.last_no - $window_days) AS past_days
  FROM leaver l
  JOIN out o ON o.person = l.person AND o.no <= l.last_no AND o.no > l.last_no - 365
  GROUP BY l.person, l.last_no
), hit AS (
  SELECT person, last_no, n_acts, n_copied, n_private, n_protected,
    (n_acts + 5.0) / (CAST(past AS DOUBLE) / past_days * recent_days + 5.0) AS times
  FROM compared WHERE past_days >= 15 AND recent_days >= 1 AND n_acts >= $acts_min
), carried AS (
  SELECT n.person, n.day, n.technology, n.at, n.source, n.row
  FROM notable n LEFT JOIN counterparts c ON c.counterpart = n.counterpart
  WHERE n.outward
    AND (n.channel = 'removable' OR n.action = 'upload' OR (c.kind = 'webmail' AND n.object_kind = 'attachment'))
), what AS (
  SELECT person, day, technology FROM carried WHERE technology IS NOT NULL GROUP BY person, day, technology
), told AS (
  SELECT person, day, at, source, row FROM carried
  UNION ALL
  -- What was opened of a technology on the day on which it was carried out belongs to the carrying.
  SELECT n.person, n.day, n.at, n.source, n.row
  FROM notable n JOIN what w ON w.person = n.person AND w.day = n.day AND w.technology = n.technology
  WHERE NOT n.outward
)
SELECT h.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.4 + 0.6 * ln(h.times / $times_min) / ln(4.0))
    * CASE WHEN r.in_use THEN 0.4 + 0.6 * least(1.0, 2.0 * h.n_protected / h.n_acts) ELSE 1.0 END AS strength,
  h.n_acts, h.n_copied, h.n_private, h.n_protected, h.times, CAST($window_days AS INT) AS window,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM hit h
CROSS JOIN register r
JOIN told a ON a.person = h.person
  AND CAST(a.day AS INT) > h.last_no - $window_days AND CAST(a.day AS INT) <= h.last_no
WHERE h.times >= $times_min
GROUP BY h.person, h.last_no, h.n_acts, h.n_copied, h.n_private, h.n_protected, h.times, r.in_use
ORDER BY subject, from_at
