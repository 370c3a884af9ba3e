DELETE FROM document_parts WHERE document = $1
