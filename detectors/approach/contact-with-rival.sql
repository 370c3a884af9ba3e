-- id: approach.contact-with-rival
-- title: Has much more contact with a rival than before
-- version: 1
-- status: stable
-- family: approach
-- subject: person
-- inputs: [activity, counterparts, person_day]
-- params: { window_days: { type: int, default: 45, min: 7, max: 180 }, times_min: { type: float, default: 3.0, min: 1.5, max: 50 }, acts_min: { type: int, default: 8, min: 2, max: 500 } }
-- weight: 6
-- explain: "{n_acts|act|acts} with {rivals} in {window} days, {times} × own usual"
-- innocent: [sales or purchasing duty, travel]
-- references: [ITM MT005]
WITH met AS (
  SELECT person, CAST(day AS INT) AS no, rival AS acts FROM person_day
), rolled AS (
  SELECT person, no,
    sum(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS recent,
    count(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS recent_days,
    sum(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS whole,
    count(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS whole_days
  FROM met
), rated AS (
  SELECT person, no, recent,
    (recent + 2.0) / (CAST(whole - recent AS DOUBLE) / (whole_days - recent_days) * recent_days + 2.0) AS times
  FROM rolled WHERE whole_days - recent_days >= 20 AND recent >= $acts_min
), ranked AS (
  SELECT person, no, recent, times, row_number() OVER (PARTITION BY person ORDER BY times DESC, no) AS place
  FROM rated WHERE times >= $times_min
), named AS (
  SELECT DISTINCT r.person, c.rival
  FROM ranked r
  JOIN activity a ON a.person = r.person AND CAST(a.day AS INT) BETWEEN r.no - $window_days AND r.no
  JOIN counterparts c ON c.counterpart = a.counterpart AND c.rival IS NOT NULL
  WHERE r.place = 1
), listed AS (
  SELECT person, string_agg(rival, ', ' ORDER BY rival) AS rivals FROM named GROUP BY person
)
SELECT r.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.4 + 0.6 * ln(r.times / $times_min) / ln(5.0)) AS strength,
  r.recent AS n_acts, r.times, l.rivals, CAST($window_days AS INT) AS window,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM ranked r
JOIN listed l ON l.person = r.person
JOIN activity a ON a.person = r.person AND CAST(a.day AS INT) BETWEEN r.no - $window_days AND r.no
JOIN counterparts c ON c.counterpart = a.counterpart AND c.rival IS NOT NULL
WHERE r.place = 1
GROUP BY r.person, r.recent, r.times, l.rivals
ORDER BY subject, from_at
