INSERT INTO finding_documents (finding, digest, document)
VALUES ($1, $2, $3)
ON CONFLICT (finding, digest) DO NOTHING
