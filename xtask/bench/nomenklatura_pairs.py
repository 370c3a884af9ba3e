"""Scores labelled pairs with nomenklatura's logic-v2; prints a line of JSON.

Argument: the CSV file with the columns schema, name1, name2 and is_match. The clock counts the processor time of
making two entities and comparing them, after a first round over some pairs has loaded what is loaded once.
"""

import csv
import json
import sys
import time

import nomenklatura
from followthemoney import EntityProxy
from nomenklatura.matching import get_algorithm

THRESHOLD = 0.7
WARM_UP = 50


def main() -> None:
    """Scores every pair once."""
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()

    def entity(name: str, row: dict) -> EntityProxy:
        data = {"id": name[:40] or "-", "schema": row["schema"], "properties": {"name": [name]}}
        return EntityProxy.from_dict(data)

    def score(row: dict) -> float:
        return algorithm.compare(entity(row["name1"], row), entity(row["name2"], row), config).score

    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows[:WARM_UP]:
        score(row)
    started = time.process_time()
    scores = [score(row) for row in rows]
    seconds = time.process_time() - started
    pairs = [(found, row["is_match"] == "true", row["schema"] == "Person") for found, row in zip(scores, rows)]
    print(
        json.dumps(
            {
                "version": nomenklatura.__version__,
                "pairs": len(pairs),
                "best_f1": max(f1(pairs, step / 100) for step in range(1, 101)),
                "f1": f1(pairs, THRESHOLD),
                "f1_people": f1([pair for pair in pairs if pair[2]], THRESHOLD),
                "f1_organisations": f1([pair for pair in pairs if not pair[2]], THRESHOLD),
                "pairs_a_second": len(pairs) / max(seconds, 1e-9),
            }
        )
    )


def f1(pairs: list, threshold: float) -> float:
    """Twice the pairs rightly joined over those joined and those to be joined."""
    hit = sum(1 for found, same, _ in pairs if same and found >= threshold)
    wrong = sum(1 for found, same, _ in pairs if same != (found >= threshold))
    return round(2 * hit / max(2 * hit + wrong, 1), 4)


if __name__ == "__main__":
    main()
