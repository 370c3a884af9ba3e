SELECT digest, algorithm, hash, number, issued_on, issuer FROM document_certificates ORDER BY digest, number
