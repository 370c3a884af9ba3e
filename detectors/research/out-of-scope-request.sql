-- id: research.out-of-scope-request
-- title: Asks for technology beyond what the joint-research agreement covers
-- version: 1
-- status: stable
-- family: research
-- subject: person
-- inputs: [projects, requests]
-- params: { requests_min: { type: int, default: 1, min: 1, max: 20 } }
-- weight: 14
-- explain: "{n_requests|request|requests} in project {projects} beyond its agreement: {n_technology} for technology it does not cover, {n_grade} above its grade, {n_person} by someone it does not name, {n_time} outside its time, {n_channel} past the agreed channel"
-- innocent: [agreement extended, request made for a colleague]
-- references: [RS-05, RS-06]
WITH judged AS (
  SELECT r.requester, r.project, r.at, r.source, r.row,
    CASE WHEN r.technology IS NOT NULL AND NOT array_has(p.technologies, r.technology) THEN 1 ELSE 0 END AS technology,
    CASE WHEN r.grade > p.max_grade THEN 1 ELSE 0 END AS grade,
    CASE WHEN p.people IS NOT NULL AND NOT array_has(p.people, r.requester) THEN 1 ELSE 0 END AS person,
    CASE WHEN CAST(r.at AS DATE) < p.from_on OR CAST(r.at AS DATE) > p.to_on THEN 1 ELSE 0 END AS time,
    CASE WHEN lower(r.channel) <> 'portal' THEN 1 ELSE 0 END AS channel
  FROM requests r JOIN projects p ON p.project = r.project
)
SELECT requester AS subject, min(at) AS from_at, max(at) AS to_at,
  least(1.0, 0.3 + 0.1 * sum(technology) + 0.1 * sum(grade) + 0.1 * sum(person) + 0.05 * sum(channel)) AS strength,
  count(row) AS n_requests, string_agg(DISTINCT project, ', ' ORDER BY project) AS projects, sum(technology) AS n_technology, sum(grade) AS n_grade,
  sum(person) AS n_person, sum(time) AS n_time, sum(channel) AS n_channel,
  array_agg(source || '#' || CAST(row AS VARCHAR) ORDER BY source, row) AS refs
FROM judged
WHERE technology + grade + person + time >= 1
GROUP BY requester
HAVING count(row) >= $requests_min
ORDER BY subject, from_at
