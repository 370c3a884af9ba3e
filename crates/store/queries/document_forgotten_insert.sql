INSERT INTO forgotten_documents (document, at, who, why) VALUES ($1, $2, $3, $4)
