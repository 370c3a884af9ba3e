"""Reads edges of ownership with DuckDB and finds all control by recursive SQL; prints the best of three as JSON.

Control here is the closure of single majorities, which is all the control there is where no pieces add up: the least
that a recursive query must do.
"""

import json
import sys
import time

import duckdb

READ = "create or replace temp table edges as select holder, subject, share from read_parquet('{file}')"
CONTROL = """
copy (
  with recursive control(controller, controlled) as (
    select holder, subject from edges where share > 0.5
    union
    select c.controller, e.subject from control c join edges e on c.controlled = e.holder where e.share > 0.5
  )
  select * from control
) to '{out}' (format csv)
"""


def best(run):
    times = []
    for _ in range(3):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def prepare(source, file):
    """The columns that every reader of the benchmark takes."""
    duckdb.sql(
        f"copy (select X as holder, Y as subject, Q as share from read_parquet('{source}')) to '{file}' (format parquet)"
    )


def main():
    source, file, out = sys.argv[1:4]
    prepare(source, file)
    connection = duckdb.connect()
    read = best(lambda: connection.execute(READ.format(file=file)))
    control = best(lambda: connection.execute(CONTROL.format(out=out)))
    n_edges = connection.execute("select count(*) from edges").fetchone()[0]
    n_pairs = connection.execute(f"select count(*) from read_csv('{out}')").fetchone()[0]
    print(json.dumps({"edges": n_edges, "pairs": n_pairs, "read": read, "control": control}))


if __name__ == "__main__":
    main()
