SELECT COUNT(*) FROM findings WHERE finding = $1
