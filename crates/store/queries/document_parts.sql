SELECT p.document, p.name, p.digest, p.reader, p.length, p.shelf
FROM document_parts p JOIN documents d ON d.document = p.document ORDER BY d.seq, p.part
