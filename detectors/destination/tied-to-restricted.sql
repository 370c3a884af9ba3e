-- id: destination.tied-to-restricted
-- title: Leaves to an employer tied to a restricted party
-- version: 1
-- status: stable
-- family: destination
-- subject: person
-- inputs: [ties]
-- params: { layers_max: { type: int, default: 10, min: 1, max: 30 } }
-- weight: 16
-- explain: "{organisation}, the declared employer, is tied to {target} ({basis}): {path}; {certainty} under {rule}"
-- innocent: [employer cleared in writing, partner of the holder]
-- references: [ITM MT003, Suwon District Court 2018-07-04]
SELECT person AS subject, CAST(as_of AS TIMESTAMP) AS from_at, CAST(as_of AS TIMESTAMP) AS to_at,
  CASE
    WHEN basis = 'resemblance' THEN 0.1
    WHEN basis = 'soft tie' THEN 0.3
    WHEN certainty = 'certain' THEN 1.0
    WHEN certainty = 'possible' THEN 0.6
    ELSE 0.2
  END AS strength,
  organisation, target, basis, certainty, rule, path, layers, agreement, refs
FROM ties
WHERE kind = 'departure' AND target IS NOT NULL AND layers <= $layers_max
ORDER BY subject, from_at, target
