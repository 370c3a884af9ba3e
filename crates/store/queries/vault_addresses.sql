-- Every mail address in the vault, for finding the holder's own domain.
SELECT value FROM vault WHERE kind = 'address' ORDER BY value
