-- id: exposure.remote-access-offered
-- title: Access to one of the holder's own systems is offered for sale
-- version: 1
-- status: stable
-- family: exposure
-- subject: organisation
-- inputs: [advice, exposure, incidents, listings]
-- params: { after_days: { type: int, default: 180, min: 7, max: 730 } }
-- weight: 26
-- explain: "{access} access to {asset} offered on {market} on {seen_on} ({how}, {certainty}); advice not followed: {n_ignored}; incidents on it within {after} days: {n_incidents}"
-- innocent: [listing names another holder, access already closed]
-- references: [ATT&CK T1133, ATT&CK T1078]
WITH offered AS (
  SELECT e.asset, e.listing, e.how, e.certainty, l.market, l.access, l.seen_at, CAST(CAST(l.seen_at AS DATE) AS INT) AS no,
    l.source, l.row
  FROM exposure e JOIN listings l ON l.listing = e.listing
  WHERE e.certainty IN ('certain', 'possible')
), ignored AS (
  SELECT o.listing, o.asset, count(a.advice) AS n,
    array_agg(a.source || '#' || CAST(a.row AS VARCHAR) ORDER BY a.source, a.row) AS refs
  FROM offered o
  JOIN advice a ON a.asset = o.asset AND a.done_on IS NULL
    AND CAST(a.issued_on AS INT) BETWEEN o.no - $after_days AND o.no + $after_days
  GROUP BY o.listing, o.asset
), hurt AS (
  SELECT o.listing, o.asset, count(i.incident) AS n, max(i.at) AS last_at,
    array_agg(i.source || '#' || CAST(i.row AS VARCHAR) ORDER BY i.source, i.row) AS refs
  FROM offered o
  JOIN incidents i ON i.asset = o.asset AND CAST(CAST(i.at AS DATE) AS INT) BETWEEN o.no AND o.no + $after_days
  GROUP BY o.listing, o.asset
)
SELECT o.asset AS subject, o.seen_at AS from_at, greatest(o.seen_at, coalesce(h.last_at, o.seen_at)) AS to_at,
  CASE WHEN o.certainty = 'certain' THEN 0.8 ELSE 0.4 END
    + CASE WHEN coalesce(g.n, 0) > 0 THEN 0.1 ELSE 0.0 END
    + CASE WHEN coalesce(h.n, 0) > 0 THEN 0.1 ELSE 0.0 END AS strength,
  o.asset, o.listing, o.access, o.market, CAST(o.seen_at AS DATE) AS seen_on, o.how, o.certainty,
  coalesce(g.n, 0) AS n_ignored, coalesce(h.n, 0) AS n_incidents, CAST($after_days AS INT) AS after,
  array_concat(array[o.source || '#' || CAST(o.row AS VARCHAR)],
    coalesce(g.refs, make_array()), coalesce(h.refs, make_array())) AS refs
FROM offered o
LEFT JOIN ignored g ON g.listing = o.listing AND g.asset = o.asset
LEFT JOIN hurt h ON h.listing = o.listing AND h.asset = o.asset
ORDER BY subject, from_at, o.listing
