SELECT COUNT(*) FROM imports WHERE import = $1
