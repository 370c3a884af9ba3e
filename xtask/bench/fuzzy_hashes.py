"""Fuzzy hashes on the texts of the benchmark: how fast they are, and what of an excerpt or a shuffled copy they see.

Usage: fuzzy_hashes.py FOLDER. Prints one line of JSON. Texts are the files of the folder that have 2,000 letters or more.
"""

import json
import pathlib
import random
import sys
import time

import tlsh

# The distance that TLSH's authors use for "similar".
SIMILAR = 100


def main() -> None:
    chance = random.Random(7)
    paths = sorted(path for path in pathlib.Path(sys.argv[1]).rglob("*") if path.suffix in {".md", ".txt"})
    texts = [path.read_text(encoding="utf-8") for path in paths]
    texts = [text for text in texts if len(text) >= 2000][:400]
    hashes = [tlsh.hash(text.encode()) for text in texts]
    excerpts = shuffled = false = pairs = 0
    for number, text in enumerate(texts):
        start = chance.randrange(len(text) - 75)
        host = texts[(number + len(texts) // 2) % len(texts)]
        mail = (host[:500] + text[start : start + 75] + host[500:1000]).encode()
        excerpts += tlsh.diff(hashes[number], tlsh.hash(mail)) <= SIMILAR
        words = text.split()
        chance.shuffle(words)
        shuffled += tlsh.diff(hashes[number], tlsh.hash(" ".join(words).encode())) <= SIMILAR
        other = hashes[(number + len(texts) // 3) % len(texts)]
        pairs += 1
        false += tlsh.diff(hashes[number], other) <= SIMILAR
    whole = "".join(texts).encode() * 4
    began = time.perf_counter()
    tlsh.hash(whole)
    seconds = time.perf_counter() - began
    print(
        json.dumps(
            {
                "texts": len(texts),
                "excerpts": excerpts / len(texts),
                "shuffled": shuffled / len(texts),
                "unrelated": false / pairs,
                "megabytes_a_second": len(whole) / 1e6 / seconds,
            }
        )
    )


if __name__ == "__main__":
    main()
