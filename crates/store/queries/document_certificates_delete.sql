DELETE FROM document_certificates
WHERE digest IN (SELECT digest FROM documents WHERE document = $1)
  AND digest NOT IN (SELECT digest FROM documents WHERE document <> $1)
