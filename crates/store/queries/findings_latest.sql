-- Findings that this run gave another text point to it.
UPDATE findings
SET latest_digest = (SELECT rf.digest FROM run_findings rf WHERE rf.run = $1 AND rf.finding = findings.finding)
WHERE finding IN (
    SELECT rf.finding
    FROM run_findings rf
    JOIN findings f ON f.finding = rf.finding
    WHERE rf.run = $1 AND rf.digest <> f.latest_digest)
