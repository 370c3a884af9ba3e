DELETE FROM documents WHERE document = $1
