-- id: leaver.job-search
-- title: Looks for work far more than before
-- version: 1
-- status: stable
-- family: leaving
-- subject: person
-- inputs: [activity, counterparts, person_day]
-- params: { window_days: { type: int, default: 45, min: 14, max: 180 }, times_min: { type: float, default: 4.0, min: 2, max: 50 }, acts_min: { type: int, default: 30, min: 5, max: 1000 } }
-- weight: 2
-- explain: "{n_acts|visit|visits} to job boards in {window} days, {times} × own usual; ordinary for who changes work, and counted low"
-- innocent: [recruiting duty]
-- references: [ITM MT003]
WITH jobs AS (
  SELECT person, CAST(day AS INT) AS no, jobs AS acts FROM person_day
), rolled AS (
  SELECT person, no,
    sum(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS recent,
    count(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN $window_days PRECEDING AND CURRENT ROW) AS recent_days,
    sum(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS whole,
    count(acts) OVER (PARTITION BY person ORDER BY no RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS whole_days
  FROM jobs
), rated AS (
  SELECT person, no, recent,
    (recent + 5.0) / (CAST(whole - recent AS DOUBLE) / (whole_days - recent_days) * recent_days + 5.0) AS times
  FROM rolled WHERE whole_days - recent_days >= 20 AND recent >= $acts_min
), ranked AS (
  SELECT person, no, recent, times, row_number() OVER (PARTITION BY person ORDER BY times DESC, no) AS place
  FROM rated WHERE times >= $times_min
)
SELECT r.person AS subject, min(a.at) AS from_at, max(a.at) AS to_at,
  least(1.0, 0.5 + 0.5 * ln(r.times / $times_min) / ln(3.0)) AS strength,
  r.recent AS n_acts, r.times, CAST($window_days AS INT) AS window,
  array_agg(a.source || '#' || CAST(a.row AS VARCHAR)) AS refs
FROM ranked r
JOIN activity a ON a.person = r.person AND CAST(a.day AS INT) BETWEEN r.no - $window_days AND r.no
JOIN counterparts c ON c.counterpart = a.counterpart AND c.kind = 'jobs'
WHERE r.place = 1
GROUP BY r.person, r.recent, r.times
ORDER BY subject, from_at
