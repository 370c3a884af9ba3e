INSERT INTO document_certificates (digest, algorithm, hash, number, issued_on, issuer)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (digest, number) DO UPDATE SET algorithm = excluded.algorithm, hash = excluded.hash,
    issued_on = excluded.issued_on, issuer = excluded.issuer
