"""What a nightly run costs as the collection grows: 1,000 real articles into collections of several sizes.

    python benchmarks/growth.py FILE.jsonl... [--sizes 10000 100000 300000] [--new 1000] [--cmd provenance] [--keep FOLDER]

The collection is filled with articles pieced together from real ones: five words from here, five from there, in sentences as long as real
ones. So it has the vocabulary, the length and the phrases of news as often as news has them, and no passage of eight words is copied.
The new articles are real and not among those that the sentences come from. Each size is
measured three times in fresh processes on a copy of the filled database; the time is that of the whole scan, from the start of
the process to its end, with reading the index and the checkpoint of the database. A folder that is kept has the filled databases, so
that they can be measured again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from quality import read

Article = dict[str, str]


def piece(words: list[str], rng: random.Random) -> list[str]:
    """Five words of a text that stand together."""
    at = rng.randrange(max(1, len(words) - 4))
    return words[at : at + 5]


def made(articles: list[Article], count: int, rng: random.Random) -> Iterator[Article]:
    """Articles pieced together."""
    texts = [a["text"].split() for a in articles]
    outlets = sorted({a["outlet"] for a in articles})
    for number in range(count):
        lines = []
        for _ in range(rng.randint(4, 14)):
            pieces = (piece(rng.choice(texts), rng) for _ in range(rng.randint(2, 7)))
            lines.append(" ".join(word.strip(".") for words in pieces for word in words) + ".")
        text = "\n".join(lines)
        yield {"id": f"made-{rng.random()}-{number}", "outlet": rng.choice(outlets), "title": f"{number}", "text": text}


def write(path: Path, articles: Iterator[Article]) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        for article in articles:
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
    return path


def scan(command: str, path: Path, database: Path) -> float:
    """Wall seconds of a scan, from the start of its process to its end."""
    begin = time.perf_counter()
    subprocess.run([*shlex.split(command), "scan", str(path), "--db", str(database), "--no-report", "--quiet"], check=True)
    return time.perf_counter() - begin


def fill(command: str, database: Path, before: Path | None, articles: Iterator[Article]) -> None:
    """Make a database that holds what `before` holds and these articles."""
    unfinished = database.with_suffix(".unfinished")
    if before:
        shutil.copy(before, unfinished)
    records = write(database.with_suffix(".jsonl"), articles)
    scan(command, records, unfinished)
    records.unlink()
    unfinished.rename(database)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 300_000])
    parser.add_argument("--new", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cmd", default="provenance", help="how to call the program")
    parser.add_argument("--keep", type=Path, help="keep the filled databases in this folder, and use those that are there")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    articles = list(read(args.files))
    rng.shuffle(articles)
    new, rest = articles[: args.new], articles[args.new :]
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        added = write(folder / "new.jsonl", iter(new))
        first, before = 0.0, None
        print("| collection | 1,000 more, seconds | ratio | database |\n|---|---|---|---|")
        for size in args.sizes:
            filled = folder / f"{size}.db"
            if not filled.exists():
                fill(args.cmd, filled, before, made(rest, size - (int(before.stem) if before else 0), random.Random(f"{args.seed} {size}")))
            before = filled
            times = []
            for _ in range(3):
                copy = Path(shutil.copy(filled, folder / "copy.db"))
                os.sync()  # or the scan would wait until the copy is on the disk
                times.append(scan(args.cmd, added, copy))
                copy.unlink()
            took = statistics.median(times)
            first = first or took
            print(f"| {size} | {took:.2f} | {took / first:.2f} | {filled.stat().st_size / 1e6:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
