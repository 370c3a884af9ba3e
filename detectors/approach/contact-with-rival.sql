-- id: approach.contact-with-rival
-- title: Writes much more to a rival than before
-- version: 2
-- status: stable
-- family: approach
-- subject: person
-- inputs: [counterparts, notable, person_day]
-- params: { window_days: { type: int, default: 45, min: 7, max: 180 }, times_min: { type: float, default: 3.0, min: 1.5, max: 50 }, acts_min: { type: int, default: 3, min: 2, max: 500 } }
-- weight: 8
-- explain: "{n_acts|mail|mails} to {rivals} in {window} days, {times} × own usual"
-- innocent: [sales or purchasing duty, travel]
-- references: [ITM MT005]
WITH sent AS (
  -- Visits to a rival's pages are everybody's; who writes is in touch.
  SELECT n.person, CAST(n.day AS INT) AS no, n.at, n.source, n.row, c.rival
  FROM notable n JOIN counterparts c ON c.counterpart = n.counterpart
  WHERE c.rival IS NOT NULL AND n.channel = 'mail' AND n.action = 'send'
), writer AS (
  SELECT person FROM sent GROUP BY person
), by_day AS (
  SELECT person, no, count(row) AS acts FROM sent GROUP BY person, no
), met AS (
  SELECT d.person, CAST(d.day AS INT) AS no, coalesce(b.acts, 0) AS acts
  FROM person_day d
  JOIN writer w ON w.person = d.person
  LEFT JOIN by_day b ON b.person = d.person AND b.no = CAST(d.day AS INT)
), rolled AS (
  SELECT person, no,
    sum(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS recent,
    count(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS recent_days,
    sum(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS whole,
    count(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS whole_days
  FROM met
), rated AS (
  SELECT person, no, recent,
    (recent + 1.0) / (CAST(whole - recent AS DOUBLE) / (whole_days - recent_days) * recent_days + 1.0) AS times
  FROM rolled WHERE whole_days - recent_days >= 20 AND recent >= $acts_min
), ranked AS (
  SELECT person, no, recent, times, row_number() OVER (PARTITION BY person ORDER BY times DESC, no) AS place
  FROM rated WHERE times >= $times_min
), named AS (
  SELECT r.person, s.rival
  FROM ranked r JOIN sent s ON s.person = r.person AND s.no BETWEEN r.no - $window_days AND r.no
  WHERE r.place = 1
  GROUP BY r.person, s.rival
), listed AS (
  SELECT person, string_agg(rival, ', ' ORDER BY rival) AS rivals FROM named GROUP BY person
)
SELECT r.person AS subject, min(s.at) AS from_at, max(s.at) AS to_at,
  least(1.0, 0.4 + 0.6 * ln(r.times / $times_min) / ln(5.0)) AS strength,
  r.recent AS n_acts, r.times, l.rivals, CAST($window_days AS INT) AS window,
  array_agg(s.source || '#' || CAST(s.row AS VARCHAR)) AS refs
FROM ranked r
JOIN listed l ON l.person = r.person
JOIN sent s ON s.person = r.person AND s.no BETWEEN r.no - $window_days AND r.no
WHERE r.place = 1
GROUP BY r.person, r.recent, r.times, l.rivals
ORDER BY subject, from_at
