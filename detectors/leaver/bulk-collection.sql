-- id: leaver.bulk-collection
-- title: Collects far more than usual in the weeks before leaving
-- version: 3
-- status: stable
-- family: taking
-- subject: person
-- inputs: [departures, notable, people, person_day, technologies]
-- params: { short_days: { type: int, default: 28, min: 7, max: 90 }, window_days: { type: int, default: 60, min: 14, max: 365 }, times_min: { type: float, default: 2.5, min: 1.5, max: 20 }, files_min: { type: int, default: 25, min: 5, max: 500 } }
-- weight: 12
-- explain: "{n_files|protected or copied file|protected or copied files} on {n_days|day|days} before leaving ({n_protected} of them protected; {things}), {times} × own usual; {peers}"
-- innocent: [handover agreed in writing, backup duty, new device issued, same peak in the team, role change]
-- references: [ITM IF002, ITM MT003.001, ATT&CK T1052.001, ATT&CK T1213]
WITH leaver AS (
  SELECT person, CAST(last_day AS INT) AS last_no FROM departures
), window AS (
  SELECT $short_days AS span UNION ALL SELECT $window_days AS span
), touched AS (
  -- Technology by technology: in the sum, the collected one drowns in what somebody works on every day.
  SELECT person, CAST(day AS INT) AS no, coalesce(technology, 'other files') AS thing,
    count(row) AS files, count(technology) AS protected
  FROM notable WHERE technology IS NOT NULL OR (channel = 'removable' AND outward)
  GROUP BY person, CAST(day AS INT), coalesce(technology, 'other files')
), register AS (
  -- Where no act touches a registered technology, nothing can be said of what is protected.
  SELECT sum(protected) > 0 AS in_use FROM touched
), worked AS (
  SELECT l.person, l.last_no, w.span,
    count(d.day) FILTER (WHERE CAST(d.day AS INT) > l.last_no - w.span) AS recent_days,
    count(d.day) FILTER (WHERE CAST(d.day AS INT) <= l.last_no - w.span) AS past_days
  FROM leaver l CROSS JOIN window w
  JOIN person_day d ON d.person = l.person
  WHERE CAST(d.day AS INT) BETWEEN l.last_no - 364 AND l.last_no
  GROUP BY l.person, l.last_no, w.span
), compared AS (
  SELECT w.person, w.last_no, w.span, w.recent_days, w.past_days, t.thing,
    sum(CASE WHEN t.no > w.last_no - w.span THEN t.files ELSE 0 END) AS recent,
    sum(CASE WHEN t.no <= w.last_no - w.span THEN t.files ELSE 0 END) AS past
  FROM worked w JOIN touched t ON t.person = w.person
  WHERE t.no BETWEEN w.last_no - 364 AND w.last_no AND w.past_days >= 15 AND w.recent_days >= 1
  GROUP BY w.person, w.last_no, w.span, w.recent_days, w.past_days, t.thing
), own AS (
  SELECT person, last_no, span, thing, recent, CAST(past AS DOUBLE) / past_days AS usual,
    (recent + 10.0) / (CAST(past AS DOUBLE) / past_days * recent_days + 10.0) AS times
  FROM compared
  WHERE recent >= $files_min
    AND recent + 10.0 >= $times_min * (CAST(past AS DOUBLE) / past_days * recent_days + 10.0)
), asked AS (
  SELECT person, last_no, span FROM own GROUP BY person, last_no, span
), mate AS (
  -- Peers stay: who leaves too may collect too. Where unit or role are not on record, nobody is a peer.
  SELECT k.person, k.last_no, k.span, p2.person AS peer
  FROM asked k
  JOIN people p1 ON p1.person = k.person
  JOIN people p2 ON p2.unit = p1.unit AND p2.role = p1.role
  LEFT ANTI JOIN leaver gone ON gone.person = p2.person
), peer_worked AS (
  SELECT m.person, m.last_no, m.span, m.peer,
    count(d.day) FILTER (WHERE CAST(d.day AS INT) > m.last_no - m.span) AS recent_days,
    count(d.day) FILTER (WHERE CAST(d.day AS INT) <= m.last_no - m.span) AS past_days
  FROM mate m JOIN person_day d ON d.person = m.peer
  WHERE CAST(d.day AS INT) BETWEEN m.last_no - 364 AND m.last_no
  GROUP BY m.person, m.last_no, m.span, m.peer
), peer_compared AS (
  -- Peers who never touch the thing are peers too: they did not do as much.
  SELECT o.person, o.last_no, o.span, o.thing, o.times, w.peer, w.recent_days, w.past_days, count(t.no) AS touches,
    sum(CASE WHEN t.no > o.last_no - o.span THEN t.files ELSE 0 END) AS recent,
    sum(CASE WHEN t.no <= o.last_no - o.span THEN t.files ELSE 0 END) AS past
  FROM own o
  JOIN peer_worked w ON w.person = o.person AND w.last_no = o.last_no AND w.span = o.span
  LEFT JOIN touched t ON t.person = w.peer AND t.thing = o.thing AND t.no BETWEEN o.last_no - 364 AND o.last_no
  WHERE w.past_days >= 15 AND w.recent_days >= 1
  GROUP BY o.person, o.last_no, o.span, o.thing, o.times, w.peer, w.recent_days, w.past_days
), rated AS (
  SELECT person, last_no, span, thing, times AS own_times, peer, touches,
    (recent + 10.0) / (CAST(past AS DOUBLE) / past_days * recent_days + 10.0) AS times
  FROM peer_compared
), crowd AS (
  SELECT person, last_no, span, thing, count(peer) AS n_peers, max(times) AS peer_max,
    count(peer) FILTER (WHERE touches > 0) AS n_touching,
    count(peer) FILTER (WHERE times * 1.2 >= own_times) AS n_as_high
  FROM rated GROUP BY person, last_no, span, thing
), hit AS (
  -- One peer in ten may do as much for a reason of their own; of those who work on the thing, one or half.
  SELECT o.person, o.last_no, o.span, o.thing, o.usual, o.times, coalesce(c.n_peers, 0) AS n_peers,
    coalesce(c.n_as_high, 0) AS n_as_high, c.peer_max
  FROM own o
  LEFT JOIN crowd c ON c.person = o.person AND c.last_no = o.last_no AND c.span = o.span AND c.thing = o.thing
  WHERE coalesce(c.n_as_high, 0) * 10 <= coalesce(c.n_peers, 0)
    AND coalesce(c.n_as_high, 0) <= greatest(1.0, coalesce(c.n_touching, 0) / 2.0)
), beyond AS (
  -- The days on which it shows, whichever window they were found by.
  SELECT h.person, h.last_no, h.thing, t.no, max(h.times) AS times, max(h.peer_max) AS peer_max,
    max(h.n_peers) AS n_peers, max(h.n_as_high) AS n_as_high, max(t.files) AS files, max(t.protected) AS protected
  FROM hit h
  JOIN touched t ON t.person = h.person AND t.thing = h.thing AND t.no <= h.last_no AND t.no > h.last_no - h.span
  WHERE t.files > 2 * h.usual
  GROUP BY h.person, h.last_no, h.thing, t.no
), by_day AS (
  SELECT person, last_no, no, max(times) AS times, max(peer_max) AS peer_max, max(n_peers) AS n_peers,
    max(n_as_high) AS n_as_high, sum(files) AS files, sum(protected) AS protected
  FROM beyond GROUP BY person, last_no, no
), called AS (
  SELECT technology, min(name) AS name FROM technologies GROUP BY technology
), named AS (
  SELECT b.person, b.last_no, coalesce(c.name, b.thing) AS thing
  FROM beyond b LEFT JOIN called c ON c.technology = b.thing
  GROUP BY b.person, b.last_no, coalesce(c.name, b.thing)
), listed AS (
  SELECT person, last_no, string_agg(thing, ', ' ORDER BY thing) AS things FROM named GROUP BY person, last_no
), summed AS (
  SELECT person, last_no, max(times) AS times, max(peer_max) AS peer_max, max(n_peers) AS n_peers,
    max(n_as_high) AS n_as_high, sum(files) AS n_files, sum(protected) AS n_protected, count(no) AS n_days
  FROM by_day GROUP BY person, last_no
)
SELECT s.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.4 + 0.6 * ln(s.times / $times_min) / ln(4.0))
    * CASE WHEN r.in_use THEN 0.25 + 0.75 * least(1.0, 2.0 * s.n_protected / s.n_files) ELSE 1.0 END AS strength,
  s.n_files, s.n_protected, s.n_days, s.times, s.peer_max, s.n_peers, l.things,
  CASE WHEN s.n_peers = 0 THEN 'no peers to compare with'
    ELSE CAST(s.n_as_high AS VARCHAR) || ' of ' || CAST(s.n_peers AS VARCHAR) || ' peers did as much' END AS peers,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM summed s
CROSS JOIN register r
JOIN listed l ON l.person = s.person AND l.last_no = s.last_no
JOIN beyond b ON b.person = s.person AND b.last_no = s.last_no
JOIN notable a ON a.person = b.person AND CAST(a.day AS INT) = b.no AND coalesce(a.technology, 'other files') = b.thing
  AND (a.technology IS NOT NULL OR (a.channel = 'removable' AND a.outward))
GROUP BY s.person, s.last_no, s.n_files, s.n_protected, s.n_days, s.times, s.peer_max, s.n_peers, s.n_as_high, l.things,
  r.in_use
ORDER BY subject, from_at
