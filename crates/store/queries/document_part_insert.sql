INSERT INTO document_parts (document, part, name, digest, reader, length, shelf) VALUES ($1, $2, $3, $4, $5, $6, $7)
