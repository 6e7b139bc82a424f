"""Time and memory of a scan beside peers on the same files: alternating, medians, ratios.

    python benchmarks/speed.py FILE.jsonl... [--rounds 3] [--cmd provenance] [--peer NAME=COMMAND]...

The scan writes a fresh database each time and no report. A peer is any command that reads the same files, named behind it,
such as --peer "datasketch=python baseline.py". Memory is the sum over all processes of a run, each page counted
once (proportional set size), at its highest of ten looks a second; it is told where the system tells it (Linux), of a run
of its own, for looking takes time too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shlex
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """One run of one program: wall seconds, processor seconds of all its processes, bytes at its highest where it was watched."""

    seconds: float
    processor: float
    peak: int


def _family(pid: int) -> list[int]:
    """A process and all that it has started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(p for child in children for p in _family(int(child)))]


def _resident(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def measure(command: Sequence[str], *, watched: bool) -> Measured:
    """Run a command to its end. Raises CalledProcessError when it fails."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while watched and process.poll() is None:
        peak = max(peak, sum(map(_resident, _family(process.pid))))
        time.sleep(0.1)
    process.wait()
    seconds = time.perf_counter() - begin
    if process.returncode not in (0, 3):
        raise subprocess.CalledProcessError(process.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Measured(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak)


def _count(paths: Sequence[str]) -> tuple[int, int]:
    """Articles with text in the files, and the bytes of their texts."""
    articles = characters = 0
    for path in paths:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line).get("text")
                articles += bool(text)
                characters += len((text or "").encode("utf-8", "surrogatepass"))
    return articles, characters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cmd", default="provenance", help="how to call the program")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    args = parser.parse_args()
    articles, size = _count(args.files)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "speed.db"
        programs = {"provenance": [*shlex.split(args.cmd), "scan", *args.files, "--db", str(database), "--no-report", "--quiet"]}
        programs.update({name: [*shlex.split(command), *args.files] for name, command in (peer.split("=", 1) for peer in args.peer)})
        runs: dict[str, list[Measured]] = {name: [] for name in programs}
        for number in range(args.rounds + 1):
            for name, command in programs.items():
                for old in Path(folder).glob("speed.db*"):
                    old.unlink()
                runs[name].append(measure(command, watched=not number))
                if name == "provenance":
                    stored = database.stat().st_size
        own = statistics.median(m.seconds for m in runs["provenance"][1:])
        print(f"{articles} articles, {size / 1e6:.1f} MB of text, {args.rounds} rounds\n")
        print("| program | seconds | articles a second | processor seconds | peak memory | provenance is faster by |\n|---|---|---|---|---|---|")
        for name, measured in runs.items():
            seconds, processor = (statistics.median(getattr(m, what) for m in measured[1:]) for what in ("seconds", "processor"))
            peak = measured[0].peak
            print(f"| {name} | {seconds:.1f} | {articles / seconds:.0f} | {processor:.1f} | {peak / 2**20:.0f} MB | {seconds / own:.2f} |")
        print(f"\nThe database takes {stored / 1e6:.1f} MB, {stored / size:.2f} times the bytes of the text.")


if __name__ == "__main__":
    main()
