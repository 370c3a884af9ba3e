SELECT document, seq, technology, grade, name, digest, n_bytes, format, problems, settled, wrapper, label, registered_at, who
FROM documents ORDER BY seq
