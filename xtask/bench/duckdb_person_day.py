"""Times the person-day query of a site in DuckDB; prints {"rows", "seconds"}.

Arguments: the folder with the Parquet files of `activity`, the list of domain kinds, the query.
The clock covers what the step of `bongsu run` covers: the query, its result in order of person and day, and a
Parquet file with zstd of it. The small table `counterparts` is made before: rivals and partners are left out of it,
which makes the query no slower.
"""

import json
import sys
import tempfile
import time

import duckdb

COUNTERPARTS = """
CREATE TABLE counterparts AS
WITH seen AS (SELECT DISTINCT counterpart FROM activity WHERE counterpart IS NOT NULL)
SELECT counterpart, max_by(kind, length(domain)) AS kind, NULL::VARCHAR AS rival, NULL::VARCHAR AS partner
FROM seen, read_csv(?, header = true) AS kinds
WHERE counterpart = domain OR ends_with(counterpart, '.' || domain)
GROUP BY counterpart
"""


def main() -> None:
    """Runs the query once and prints what it took."""
    folder, kinds, query = sys.argv[1:]
    connection = duckdb.connect()
    files = f"{folder}/**/*.parquet".replace("'", "''")
    connection.execute(f"CREATE VIEW activity AS SELECT * FROM read_parquet('{files}', union_by_name = true)")
    connection.execute(COUNTERPARTS, [kinds])
    with tempfile.TemporaryDirectory() as scratch:
        out = f"{scratch}/person_day.parquet".replace("'", "''")
        started = time.perf_counter()
        connection.execute(f"COPY ({query} ORDER BY person, day) TO '{out}' (FORMAT parquet, COMPRESSION zstd)")
        seconds = time.perf_counter() - started
        (rows,) = connection.execute(f"SELECT count(*) FROM read_parquet('{out}')").fetchone()
    print(json.dumps({"rows": rows, "seconds": round(seconds, 3)}))


if __name__ == "__main__":
    main()
