INSERT INTO import_replaces (import, table_name) VALUES ($1, $2) ON CONFLICT DO NOTHING
