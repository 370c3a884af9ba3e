SELECT DISTINCT kind, value FROM vault WHERE pseudonym = $1 ORDER BY kind, value
