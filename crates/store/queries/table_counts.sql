SELECT 'audit' AS table_name, COUNT(*) AS n_rows FROM audit
UNION ALL SELECT 'case_events', COUNT(*) FROM case_events
UNION ALL SELECT 'case_findings', COUNT(*) FROM case_findings
UNION ALL SELECT 'cases', COUNT(*) FROM cases
UNION ALL SELECT 'finding_documents', COUNT(*) FROM finding_documents
UNION ALL SELECT 'findings', COUNT(*) FROM findings
UNION ALL SELECT 'import_claims', COUNT(*) FROM import_claims
UNION ALL SELECT 'import_rejects', COUNT(*) FROM import_rejects
UNION ALL SELECT 'imports', COUNT(*) FROM imports
UNION ALL SELECT 'lake_files', COUNT(*) FROM lake_files
UNION ALL SELECT 'meta', COUNT(*) FROM meta
UNION ALL SELECT 'run_blindness', COUNT(*) FROM run_blindness
UNION ALL SELECT 'run_detectors', COUNT(*) FROM run_detectors
UNION ALL SELECT 'run_findings', COUNT(*) FROM run_findings
UNION ALL SELECT 'runs', COUNT(*) FROM runs
UNION ALL SELECT 'sources', COUNT(*) FROM sources
UNION ALL SELECT 'vault', COUNT(*) FROM vault
ORDER BY table_name
