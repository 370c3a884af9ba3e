DELETE FROM run_detectors WHERE run = $1
