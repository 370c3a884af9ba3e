-- id: taking.read-then-carried
-- title: Opens protected documents and minutes later sends something to private storage or mail, again and again
-- version: 2
-- status: stable
-- family: taking
-- subject: person
-- inputs: [notable, counterparts]
-- params: { window_days: { type: int, default: 90, min: 14, max: 365 }, minutes: { type: int, default: 15, min: 2, max: 120 }, documents_min: { type: int, default: 2, min: 1, max: 20 }, days_min: { type: int, default: 5, min: 2, max: 60 }, share_min: { type: float, default: 0.3, min: 0.05, max: 1 } }
-- weight: 16
-- explain: "{n_carried} of {n_all} uploads and mails with attachment to private cloud or webmail came within {minutes} minutes of opening {documents} protected documents or more, on {n_days|day|days} of {window}"
-- innocent: [transfer agreed in writing, travel]
-- references: [ITM IF002, ATT&CK T1567.002, ATT&CK T1048]
WITH carry AS (
  SELECT a.person, a.day, a.at, a.source, a.row
  FROM notable a JOIN counterparts c ON c.counterpart = a.counterpart
  -- An upload to a customer or a forum is no private storage, and a partner's cloud is not either.
  WHERE a.outward AND c.partner IS NULL
    AND ((a.action = 'upload' AND c.kind IN ('cloud', 'webmail', 'paste', 'disclosure'))
      OR (c.kind = 'webmail' AND a.object_kind = 'attachment'))
), opened AS (
  SELECT person, day, at, object, source, row FROM notable WHERE technology IS NOT NULL AND NOT outward
), before AS (
  SELECT c.person, c.day, c.source, c.row, o.object, o.source AS open_source, o.row AS open_row
  FROM carry c JOIN opened o ON o.person = c.person AND o.day = c.day
  WHERE o.at <= c.at AND o.at >= c.at - INTERVAL '$minutes minutes'
), documents AS (
  SELECT person, day, source, row, object FROM before GROUP BY person, day, source, row, object
), linked AS (
  SELECT person, day, source, row FROM documents
  GROUP BY person, day, source, row HAVING count(object) >= $documents_min
), later AS (
  -- Who has documents open all day opens as many after it as before: that is chance.
  SELECT c.person, c.source, c.row, o.object
  FROM carry c JOIN opened o ON o.person = c.person AND o.day = c.day
  WHERE o.at > c.at AND o.at <= c.at + INTERVAL '$minutes minutes'
  GROUP BY c.person, c.source, c.row, o.object
), by_chance AS (
  SELECT person, source, row FROM later GROUP BY person, source, row HAVING count(object) >= $documents_min
), by_day AS (
  SELECT c.person, CAST(c.day AS INT) AS no, count(c.row) AS n_all, count(l.row) AS n_linked,
    count(b.row) AS n_chance, CASE WHEN count(l.row) > 0 THEN 1 ELSE 0 END AS is_linked
  FROM carry c
  LEFT JOIN linked l ON l.source = c.source AND l.row = c.row
  LEFT JOIN by_chance b ON b.source = c.source AND b.row = c.row
  GROUP BY c.person, CAST(c.day AS INT)
), rolled AS (
  SELECT person, no,
    sum(n_all) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS n_all,
    sum(n_linked) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS n_carried,
    sum(n_chance) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS n_chance,
    sum(is_linked) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS n_days
  FROM by_day
), ranked AS (
  SELECT person, no, n_all, n_carried, n_days, min(no) OVER (PARTITION BY person) AS first_no,
    row_number() OVER (PARTITION BY person ORDER BY n_days DESC, no) AS place
  FROM rolled WHERE n_days >= $days_min AND n_carried >= $share_min * n_all AND n_carried >= 2 * n_chance
), hit AS (
  -- The fullest window is told; every window that shows it is cited.
  SELECT person, first_no, n_all, n_carried, n_days FROM ranked WHERE place = 1
), cited AS (
  SELECT person, day, source, row FROM linked
  UNION
  SELECT b.person, b.day, b.open_source AS source, b.open_row AS row
  FROM before b JOIN linked l ON l.source = b.source AND l.row = b.row
)
SELECT h.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.5 + 0.5 * ln(CAST(h.n_days AS DOUBLE) / $days_min) / ln(4.0)) AS strength,
  h.n_carried, h.n_all, h.n_days, CAST($minutes AS INT) AS minutes, CAST($window_days AS INT) AS window, CAST($documents_min AS INT) AS documents,
  array_agg(c.source || '#' || CAST(c.row AS VARCHAR)) AS refs
FROM hit h
JOIN cited c ON c.person = h.person AND CAST(c.day AS INT) > h.first_no - $window_days
JOIN notable a ON a.source = c.source AND a.row = c.row
GROUP BY h.person, h.n_carried, h.n_all, h.n_days
ORDER BY subject, from_at
