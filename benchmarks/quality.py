"""Plant reuse of every kind into real articles, scan them, and say how much of it was found.

    python benchmarks/quality.py FILE.jsonl... [--articles 2000] [--seed 1] [--cmd provenance] [--keep DIR]

The files hold one article a line (id, outlet, title, text). A passage of one article is planted between two sentences of an
article of another outlet, changed as its kind says; where it stands in both is known. Found is a plant when one overlap of
the two articles covers at least half of it on both sides. Overlaps of a planted passage with others that carry its source are
true as well. All further overlaps are real reuse, or false: they count as false when fewer than four of ten of their words
stand in runs of four that both sides have, which makes the precision a lower bound.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import random
import re
import shlex
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.text import fold

Words = list[str]

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\u200e\u200f\u202b\u202c\ufeff"
LOOK_ALIKES = str.maketrans({"ي": "ی", "ك": "ک", "ه": "ہ", "a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "а": "a", "е": "e", "о": "o", "р": "p"})
SPELLINGS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ي": "ى", "ؤ": "و", "0": "٠", "1": "١", "2": "٢", "3": "٣", "5": "٥"})
MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0640"


@dataclass(frozen=True)
class Plant:
    """A planted passage: kind, record of the source and span in it, record of the host and span in it."""

    kind: str
    source: str
    source_span: tuple[int, int]
    host: str
    host_span: tuple[int, int]


def read(paths: list[str]) -> Iterator[dict[str, str]]:
    """The articles of JSON Lines files that have an outlet and a text of 80 words, each once: two records of one are stored as one."""
    seen: set[tuple[str, ...]] = set()
    for path in paths:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                article = json.loads(line)
                told = tuple(article.get(k) or "" for k in ("outlet", "title", "text"))
                if told[0] and len(told[2].split()) >= 80 and told not in seen:
                    seen.add(told)
                    yield {"id": f"{Path(path).name}-{number}", **{k: article.get(k) or "" for k in ("outlet", "title", "text")}}


def hidden(words: Words, rng: random.Random, _: Words) -> Words:
    """Letters hidden by what can't be seen and by look-alikes."""
    return ["".join(c + rng.choice(ZERO_WIDTH) if rng.random() < 0.2 else c for c in w.translate(LOOK_ALIKES) if c) for w in words]


def spelling(words: Words, rng: random.Random, _: Words) -> Words:
    """Other spellings: letters that writers interchange, diacritics, tatweel, digits, capitals."""
    changed = [w.translate(SPELLINGS) if rng.random() < 0.6 else w for w in words]
    arabic = [w + rng.choice(MARKS) if rng.random() < 0.5 and re.search(r"[\u0620-\u064a]$", w) else w for w in changed]
    return [w.upper() if rng.random() < 0.2 else w for w in arabic]


def replaced(share: float, longest: int) -> Callable[[Words, random.Random, Words], Words]:
    """A share of the words exchanged for others, in runs of 1 to `longest` words."""

    def change(words: Words, rng: random.Random, vocabulary: Words) -> Words:
        result = list(words)
        left = round(share * len(words))
        free = set(range(len(words)))
        while left > 0 and free:
            start = rng.choice(sorted(free))
            for at in range(start, min(start + min(left, rng.randint(1, longest)), len(words))):
                if at in free:
                    result[at] = rng.choice(vocabulary)
                    free.discard(at)
                    left -= 1
        return result

    return change


def reordered(words: Words, rng: random.Random, _: Words) -> Words:
    """Cut into pieces of three to six words that change places."""
    pieces, at = [], 0
    while at < len(words):
        size = rng.randint(3, 6)
        pieces.append(words[at : at + size])
        at += size
    rng.shuffle(pieces)
    return [w for piece in pieces for w in piece]


def shuffled(words: Words, rng: random.Random, _: Words) -> Words:
    """All words in another order."""
    return rng.sample(words, len(words))


def split(words: Words, rng: random.Random, vocabulary: Words) -> Words:
    """Broken in the middle by eight other words."""
    middle = len(words) // 2
    return words[:middle] + [rng.choice(vocabulary) for _ in range(8)] + words[middle:]


def trimmed(words: Words, rng: random.Random, _: Words) -> Words:
    """Words dropped at one end and at one place inside: three of four stay."""
    drop = len(words) // 8
    at = len(words) // 2
    kept = words[:at] + words[at + drop :]
    return kept[drop:] if rng.random() < 0.5 else kept[:-drop]


def same(words: Words, _rng: random.Random, _: Words) -> Words:
    """As it is."""
    return list(words)


KINDS: dict[str, tuple[int, int, Callable[[Words, random.Random, Words], Words]]] = {
    "verbatim": (20, 45, same),
    "spelling": (20, 45, spelling),
    "hidden": (20, 45, hidden),
    "trimmed": (24, 60, trimmed),
    "split": (24, 60, split),
    "short quotation": (12, 24, same),
    "edited": (20, 45, replaced(0.14, 1)),
    "reworded": (20, 45, replaced(0.38, 3)),
    "reordered": (24, 60, reordered),
    "shuffled": (30, 60, shuffled),
}


def plant(articles: list[dict[str, str]], rng: random.Random) -> Iterator[Plant]:
    """Plant one passage into every second article, in place; the passage comes from one that stays as it is."""
    order = rng.sample(range(len(articles)), len(articles))
    hosts, sources = order[::2], order[1::2]
    vocabulary = [w for k in rng.sample(sources, min(200, len(sources))) for w in articles[k]["text"].split()]
    kinds = list(KINDS)
    for number, (h, s) in enumerate(zip(hosts, sources, strict=False)):
        host, source = articles[h], articles[s]
        if host["outlet"] == source["outlet"]:
            continue
        kind = kinds[number % len(kinds)]
        low, high, change = KINDS[kind]
        tokens = list(re.finditer(r"\S+", source["text"]))
        size = min(rng.randint(low, high), len(tokens) - 1)
        first = rng.randrange(len(tokens) - size)
        span = tokens[first].start(), tokens[first + size - 1].end()
        passage = " ".join(change([t.group() for t in tokens[first : first + size]], rng, vocabulary))
        spaces = [m.start() for m in re.finditer(r"\s", host["text"])]
        ends = [m.end() for m in re.finditer(r"[.!?؟\n]\s", host["text"])]
        at = rng.choice(spaces if kind == "short quotation" else ends or spaces)
        before = host["text"][:at] + ' "' * (kind == "short quotation") + " " * (kind != "short quotation")
        after = '" ' * (kind == "short quotation") + " " + host["text"][at:]
        host["text"] = before + passage + after
        yield Plant(kind, source["id"], span, host["id"], (len(before), len(before) + len(passage)))


def covered(span: tuple[int, int], other: tuple[int, int]) -> float:
    return max(0, min(span[1], other[1]) - max(span[0], other[0])) / (span[1] - span[0])


def shared_run_share(a: str, b: str) -> float:
    """Share of the folded words of the shorter text that stand in runs of four words which both have."""
    left, right = sorted((fold(t).words for t in (a, b)), key=len)
    runs = {tuple(right[i : i + 4]) for i in range(len(right) - 3)}
    inside = {i + k for i in range(len(left) - 3) if tuple(left[i : i + 4]) in runs for k in range(4)}
    return len(inside) / max(1, len(left))


def _is_plant(side: dict, span: tuple[int, int] | None) -> bool:  # type: ignore[type-arg]
    """Whether one side of an overlap is mostly a planted passage."""
    return span is not None and covered((side["start"], side["end"]), span) >= 0.5


def score(plants: list[Plant], overlaps: list[dict]) -> None:  # type: ignore[type-arg]
    """Print the table of what was found, by kind, and how much else."""
    by_pair = collections.defaultdict(list)
    for o in overlaps:
        sides = {o[s]["record"]: o[s] for s in "ab"}
        by_pair[frozenset(sides)].append((o, sides))
    tally = collections.defaultdict(lambda: [0, 0, 0.0, 0.0])
    kinds: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for p in plants:
        row = tally[p.kind]
        row[0] += 1
        best = 0.0
        for o, sides in by_pair[frozenset((p.source, p.host))]:
            spans = [(sides[r]["start"], sides[r]["end"]) for r in (p.source, p.host)]
            if min(covered(p.source_span, spans[0]), covered(p.host_span, spans[1])) >= 0.5:
                best = max(best, covered(spans[1], p.host_span))
                kinds[p.kind][o["kind"]] += 1
        row[1] += best > 0
        row[2] += best
    print(f"| {'kind':16}| planted | recall | of the span planted | called |\n|---|---|---|---|---|")
    for kind, (n, hits, exact, _) in sorted(tally.items(), key=lambda item: list(KINDS).index(item[0])):
        called = ", ".join(f"{k} {c}" for k, c in kinds[kind].most_common())
        print(f"| {kind:16}| {n:7} | {hits / n:.3f}  | {exact / max(1, hits):.3f} | {called} |")
    hosted = {p.host: p.host_span for p in plants}
    real = [o for found in by_pair.values() for o, sides in found if not any(_is_plant(side, hosted.get(r)) for r, side in sides.items())]
    doubtful = [o for o in real if shared_run_share(o["a"]["text"], o["b"]["text"]) < 0.4]
    print(f"\n{len(overlaps)} overlaps, {len(real)} of them of passages that were not planted; {len(doubtful)} of these share few words in a row")
    print(f"precision at least {1 - len(doubtful) / max(1, len(overlaps)):.3f}")
    for o in random.Random(0).sample(doubtful, min(10, len(doubtful))):
        print(f"  {o['kind']} {o['similarity']}\n    {o['a']['text'][:160]!r}\n    {o['b']['text'][:160]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cmd", default="provenance", help="how to call the program")
    parser.add_argument("--keep", type=Path, help="write corpus, plants and database to this folder")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    articles = list(read(args.files))
    articles = rng.sample(articles, min(args.articles, len(articles)))
    plants = list(plant(articles, rng))
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        corpus, database = folder / "corpus.jsonl", folder / "quality.db"
        corpus.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
        (folder / "plants.jsonl").write_text("".join(json.dumps(vars(p), ensure_ascii=False) + "\n" for p in plants), encoding="utf-8")
        database.unlink(missing_ok=True)
        begin = time.perf_counter()
        subprocess.run([*shlex.split(args.cmd), "scan", str(corpus), "--db", str(database), "--no-report", "--quiet"], check=True)
        print(f"{len(articles)} articles, {len(plants)} plants, seed {args.seed}, scanned in {time.perf_counter() - begin:.1f} s\n")
        export = [*shlex.split(args.cmd), "export", "overlaps", "--db", str(database)]
        lines = subprocess.run(export, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout.splitlines()
        score(plants, [json.loads(line) for line in lines])


if __name__ == "__main__":
    main()
