-- id: access.without-right
-- title: Touches protected technology without a place on its access list
-- version: 2
-- status: stable
-- family: access
-- subject: person
-- inputs: [notable, technologies, technology_access]
-- params: { window_days: { type: int, default: 365, min: 30, max: 1825 }, acts_min: { type: int, default: 3, min: 1, max: 500 }, kept_min: { type: float, default: 0.8, min: 0.5, max: 1 } }
-- weight: 14
-- explain: "{n_acts|act|acts} on {n_technologies|protected technology|protected technologies} ({technologies}) without a place on the access list, on {n_days|day|days}; {n_outward} of them outward"
-- innocent: [backup duty, handover agreed in writing, access granted later, role change]
-- references: [ITM PR015, ITM IF014, ATT&CK T1213, ATT&CK T1078]
WITH rightful AS (
  -- Grant by grant: between two of them there is no right.
  SELECT a.source, a.row
  FROM notable a JOIN technology_access g ON g.person = a.person AND g.technology = a.technology
  WHERE a.day >= coalesce(g.from_on, DATE '1900-01-01') AND a.day <= coalesce(g.to_on, DATE '2999-12-31')
  GROUP BY a.source, a.row
), kept AS (
  SELECT technology FROM technology_access GROUP BY technology
), busy AS (
  SELECT no, count(person) AS n_people
  FROM (SELECT person, CAST(day AS INT) AS no FROM notable GROUP BY person, CAST(day AS INT)) AS person_days
  GROUP BY no
), latest AS (
  -- The last day on which several people act: one clock that is wrong hides nobody.
  SELECT coalesce(max(no) FILTER (WHERE n_people > 1), max(no)) AS no FROM busy
), judged AS (
  SELECT a.person, a.technology, a.day, a.outward, a.at, a.source, a.row, r.row IS NULL AS without
  FROM notable a
  JOIN kept k ON k.technology = a.technology
  JOIN latest e ON CAST(a.day AS INT) > e.no - $window_days
  LEFT JOIN rightful r ON r.source = a.source AND r.row = a.row
), users AS (
  SELECT technology, person, max(CASE WHEN without THEN 0 ELSE 1 END) AS has_right
  FROM judged GROUP BY technology, person
), lists AS (
  -- A list that more than a few of the users, or half of them, are not on is not kept: it says nothing of one more.
  SELECT technology FROM users GROUP BY technology
  HAVING sum(1 - has_right) <= greatest(2.0, (1.0 - $kept_min) * count(person))
    AND sum(has_right) > sum(1 - has_right)
), hit AS (
  SELECT j.person, j.technology, j.day, j.outward, j.at, j.source, j.row
  FROM judged j JOIN lists l ON l.technology = j.technology
  WHERE j.without
), called AS (
  SELECT technology, min(name) AS name FROM technologies GROUP BY technology
), by_technology AS (
  SELECT h.person, h.technology, coalesce(c.name, h.technology) AS name
  FROM hit h LEFT JOIN called c ON c.technology = h.technology
  GROUP BY h.person, h.technology, coalesce(c.name, h.technology)
), named AS (
  SELECT person, count(technology) AS n_technologies, string_agg(name, ', ' ORDER BY name) AS technologies
  FROM by_technology GROUP BY person
), by_day AS (
  SELECT person, day FROM hit GROUP BY person, day
), days AS (
  SELECT person, count(day) AS n_days FROM by_day GROUP BY person
)
SELECT h.person AS subject, min(h.at) AS from_at, max(h.at) AS to_at,
  least(1.0, 0.5 + 0.5 * ln(CAST(count(h.row) AS DOUBLE) / $acts_min) / ln(10.0)) AS strength,
  count(h.row) AS n_acts, n.n_technologies, n.technologies, d.n_days,
  sum(CASE WHEN h.outward THEN 1 ELSE 0 END) AS n_outward,
  array_agg(h.source || '#' || CAST(h.row AS VARCHAR)) AS refs
FROM hit h
JOIN named n ON n.person = h.person
JOIN days d ON d.person = h.person
GROUP BY h.person, n.n_technologies, n.technologies, d.n_days
HAVING count(h.row) >= $acts_min
ORDER BY subject, from_at
