-- id: leaver.bulk-collection
-- title: Collects far more than usual in the weeks before leaving
-- version: 1
-- status: stable
-- family: taking
-- subject: person
-- inputs: [activity, departures, people, person_day]
-- params: { window_days: { type: int, default: 60, min: 7, max: 365 }, times_min: { type: float, default: 2.5, min: 1.5, max: 20 }, files_min: { type: int, default: 25, min: 5, max: 500 } }
-- weight: 14
-- explain: "{n_files|protected or copied file|protected or copied files} on {n_days|day|days} before leaving ({n_protected} of them protected), {times} × own usual; peers at most {peer_max} ×"
-- innocent: [handover agreed in writing, backup duty, new device issued, same peak in the team, role change]
-- references: [ITM IF002, ITM MT003.001, ATT&CK T1052.001, ATT&CK T1213]
WITH leaver AS (
  SELECT person, CAST(last_day AS INT) AS last_no FROM departures
), taken AS (
  SELECT person, CAST(day AS INT) AS no, copied + protected AS files, protected FROM person_day
), register AS (
  -- Where no act touches a registered technology, nothing can be said of what is protected.
  SELECT sum(protected) > 0 AS in_use FROM person_day
), mate AS (
  -- Where unit or role are not on record, the leaver is compared with nobody but oneself.
  SELECT l.person, l.last_no, coalesce(p2.person, l.person) AS peer
  FROM leaver l
  LEFT JOIN people p1 ON p1.person = l.person
  LEFT JOIN people p2 ON coalesce(p2.unit, p2.person) = coalesce(p1.unit, p1.person)
    AND coalesce(p2.role, p2.person) = coalesce(p1.role, p1.person)
), compared AS (
  SELECT m.person, m.last_no, m.peer,
    coalesce(sum(t.files) FILTER (WHERE t.no > m.last_no - $window_days), 0) AS recent,
    count(t.no) FILTER (WHERE t.no > m.last_no - $window_days) AS recent_days,
    coalesce(sum(t.files) FILTER (WHERE t.no <= m.last_no - $window_days), 0) AS past,
    count(t.no) FILTER (WHERE t.no <= m.last_no - $window_days) AS past_days
  FROM mate m
  JOIN taken t ON t.person = m.peer AND t.no <= m.last_no AND t.no > m.last_no - 365
  GROUP BY m.person, m.last_no, m.peer
), rated AS (
  SELECT person, last_no, peer, recent, past_days,
    CAST(past AS DOUBLE) / past_days AS usual,
    (recent + 10.0) / (CAST(past AS DOUBLE) / past_days * recent_days + 10.0) AS times
  FROM compared WHERE past_days >= 15 AND recent_days >= 1
), peers AS (
  SELECT person, last_no, max(times) AS peer_max FROM rated WHERE peer <> person GROUP BY person, last_no
), hit AS (
  SELECT r.person, r.last_no, r.usual, r.times, p.peer_max
  FROM rated r LEFT JOIN peers p ON p.person = r.person AND p.last_no = r.last_no
  WHERE r.peer = r.person AND r.times >= $times_min AND r.recent >= $files_min
    AND r.times >= 1.2 * coalesce(p.peer_max, 0)
), beyond AS (
  SELECT h.person, h.last_no, h.usual, h.times, h.peer_max, t.no, t.files, t.protected
  FROM hit h
  JOIN taken t ON t.person = h.person AND t.no <= h.last_no AND t.no > h.last_no - $window_days
  WHERE t.files > 2 * h.usual + 3
), summed AS (
  SELECT person, last_no, max(times) AS times, max(peer_max) AS peer_max, max(usual) AS usual_a_day,
    sum(files) AS n_files, sum(protected) AS n_protected, count(no) AS n_days
  FROM beyond GROUP BY person, last_no
)
SELECT s.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.4 + 0.6 * ln(s.times / $times_min) / ln(4.0))
    * CASE WHEN r.in_use THEN 0.4 + 0.6 * least(1.0, 2.0 * s.n_protected / s.n_files) ELSE 1.0 END AS strength,
  s.n_files, s.n_protected, s.n_days, s.times, s.peer_max, s.usual_a_day,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM summed s
CROSS JOIN register r
JOIN beyond b ON b.person = s.person AND b.last_no = s.last_no
JOIN activity a ON a.person = b.person AND CAST(a.day AS INT) = b.no
  AND (a.technology IS NOT NULL OR (a.channel = 'removable' AND a.outward))
GROUP BY s.person, s.last_no, s.n_files, s.n_protected, s.n_days, s.times, s.peer_max, s.usual_a_day, r.in_use
ORDER BY subject, from_at
