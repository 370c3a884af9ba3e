-- id: taking.content-left
-- title: Sends or carries out files that hold text of registered documents
-- version: 1
-- status: stable
-- family: taking
-- subject: person
-- inputs: [content_match, counterparts]
-- params: { share_min: { type: float, default: 0.05, min: 0.01, max: 1 }, longest_min: { type: int, default: 250, min: 50, max: 10000 } }
-- weight: 10
-- explain: "{percent} % of {document} in what left; {n_files|file|files} with text of {n_documents|registered document|registered documents} on {n_days|day|days}"
-- innocent: [transfer agreed in writing, joint research with the partner]
-- references: [ITM IF002, ATT&CK T1048, ATT&CK T1567, ATT&CK T1052]
WITH held AS (
  SELECT m.person, m.at, m.day, m.file, m.document, m.technology, coalesce(regexp_replace(m.name, '^.*/', ''), m.document) AS name,
    CASE WHEN m.whole THEN 1.0 ELSE m.share_of_document END AS share, m.source, m.row
  FROM content_match m LEFT JOIN counterparts c ON c.counterpart = m.counterpart
  -- A sentence that stands in a hundred letters is no document; a partner's mailbox is a matter of its agreement.
  WHERE m.outward AND m.certainty = 'match' AND c.partner IS NULL
    AND (m.whole OR m.share_of_document >= $share_min OR m.longest >= $longest_min)
), most AS (
  SELECT person, name, share, technology,
    row_number() OVER (PARTITION BY person ORDER BY share DESC, at, document, source, row) AS place
  FROM held
), files AS (
  SELECT person, count(file) AS n_files FROM (SELECT person, file FROM held GROUP BY person, file) GROUP BY person
), documents AS (
  SELECT person, count(document) AS n_documents
  FROM (SELECT person, document FROM held GROUP BY person, document) GROUP BY person
), days AS (
  SELECT person, count(day) AS n_days FROM (SELECT person, day FROM held GROUP BY person, day) GROUP BY person
), acts AS (
  SELECT person, min(at) AS at, source, row FROM held GROUP BY person, source, row
), spans AS (
  SELECT person, min(at) AS from_at, max(at) AS to_at,
    array_agg(source || '#' || CAST(row AS VARCHAR) ORDER BY source, row) AS refs
  FROM acts GROUP BY person
)
SELECT s.person AS subject, s.from_at, s.to_at,
  least(1.0, 0.5 + 0.4 * m.share + 0.1 * least(5, f.n_files) / 5.0) AS strength,
  CAST(greatest(1, round(100 * m.share)) AS INT) AS percent, m.name AS document, m.technology AS technology,
  f.n_files, d.n_documents, y.n_days, s.refs
FROM spans s
JOIN most m ON m.person = s.person AND m.place = 1
JOIN files f ON f.person = s.person
JOIN documents d ON d.person = s.person
JOIN days y ON y.person = s.person
ORDER BY subject, from_at
