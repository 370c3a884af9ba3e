-- id: cohort.converging
-- title: People of one unit leave to firms that one party controls
-- version: 1
-- status: stable
-- family: destination
-- subject: cohort
-- inputs: [departures, people, ties]
-- params: { window_days: { type: int, default: 365, min: 30, max: 1095 }, people_min: { type: int, default: 3, min: 2, max: 20 } }
-- weight: 15
-- explain: "{n_people} people of {unit} left within {n_days|day|days} to {n_firms|firm|firms} ({firms}) that {controller} controls: {certainty}"
-- innocent: [partner of the holder, unit closed, team moved by agreement]
-- references: [ITM MT003]
WITH gone AS (
  SELECT t.person, p.unit, t.controller, t.controller_name, t.organisation, t.certainty, t.restricted, t.refs AS tie_refs,
    d.last_day, CAST(d.last_day AS INT) AS no, d.source, d.row
  FROM ties t
  JOIN people p ON p.person = t.person
  JOIN departures d ON d.person = t.person
  WHERE t.kind = 'destination' AND t.controller IS NOT NULL
), near AS (
  SELECT a.unit, a.controller, a.person AS last_person, b.person, b.organisation, b.no, b.last_day, b.certainty,
    b.restricted, b.controller_name, b.source, b.row, b.tie_refs
  FROM gone a JOIN gone b ON b.unit = a.unit AND b.controller = a.controller AND b.no BETWEEN a.no - $window_days AND a.no
), firm AS (
  SELECT DISTINCT unit, controller, last_person, organisation FROM near
), firms AS (
  SELECT unit, controller, last_person, count(organisation) AS n_firms,
    string_agg(organisation, ', ' ORDER BY organisation) AS firms
  FROM firm GROUP BY unit, controller, last_person
), grouped AS (
  SELECT unit, controller, last_person, max(controller_name) AS controller_name, count(person) AS n_people,
    max(no) - min(no) AS n_days, min(last_day) AS first_on, max(last_day) AS last_on,
    max(CASE WHEN restricted THEN 1 ELSE 0 END) AS restricted,
    -- The weakest of them: `certain`, `possible`, `unknown` in this order.
    max(certainty) AS certainty,
    array_agg(person ORDER BY person) AS people,
    array_agg(source || '#' || CAST(row AS VARCHAR) ORDER BY source, row) AS refs
  FROM near GROUP BY unit, controller, last_person
), ranked AS (
  SELECT g.unit, g.controller, g.controller_name, g.n_people, g.n_days, g.first_on, g.last_on, g.restricted,
    g.certainty, g.people, g.refs, f.n_firms, f.firms,
    row_number() OVER (PARTITION BY g.unit, g.controller ORDER BY g.n_people DESC, g.last_on) AS place
  FROM grouped g JOIN firms f ON f.unit = g.unit AND f.controller = g.controller AND f.last_person = g.last_person
  WHERE g.n_people >= $people_min
)
SELECT unit || ' → ' || controller_name AS subject,
  CAST(first_on AS TIMESTAMP) AS from_at, CAST(last_on AS TIMESTAMP) AS to_at,
  CASE WHEN restricted = 1 THEN 1.0 WHEN n_firms >= 2 THEN 0.5 ELSE 0.2 END AS strength,
  unit, controller_name AS controller, n_people, n_days, n_firms, firms, certainty, people, refs
FROM ranked WHERE place = 1
ORDER BY subject, from_at
