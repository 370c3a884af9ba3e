"""Times the person-day table of a site's activity in DuckDB: one row a person, day and channel.

Prints {"rows", "seconds"}. The first argument is the folder with the Parquet files of `activity`.
The clock covers the query and its result table, as the clock of the person-day step does.
"""

import json
import sys
import time

import duckdb

# Distinct objects are counted in two stages, as the detectors' SQL does: first one row an object, then one a day.
QUERY = """
CREATE TABLE person_day AS
WITH acts AS (
    SELECT person, (timezone('Asia/Seoul', timezone('UTC', at)))::DATE AS day, channel, object,
           count(*) AS n_acts, sum(bytes) AS bytes,
           count(*) FILTER (outward) AS n_outward, sum(bytes) FILTER (outward) AS outward_bytes,
           count(*) FILTER (technology IS NOT NULL) AS n_protected,
           min(at) AS first_at, max(at) AS last_at
    FROM read_parquet(?, union_by_name = true)
    GROUP BY person, day, channel, object
)
SELECT person, day, channel, sum(n_acts) AS n_acts, count(*) AS n_objects, sum(bytes) AS bytes,
       sum(n_outward) AS n_outward, sum(outward_bytes) AS outward_bytes, sum(n_protected) AS n_protected,
       min(first_at) AS first_at, max(last_at) AS last_at
FROM acts
GROUP BY person, day, channel
"""


def main() -> None:
    """Runs the query once and prints what it took."""
    connection = duckdb.connect()
    started = time.perf_counter()
    connection.execute(QUERY, [f"{sys.argv[1]}/**/*.parquet"])
    seconds = time.perf_counter() - started
    (rows,) = connection.execute("SELECT count(*) FROM person_day").fetchone()
    print(json.dumps({"rows": rows, "seconds": round(seconds, 3)}))


if __name__ == "__main__":
    main()
