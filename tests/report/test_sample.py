"""reports/sample is the report of the seeds, to the byte. WRITE_SAMPLE=1 in the environment writes it again."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.model import Run
from provenance.report import write_reports
from provenance.settings import Settings
from provenance.store.database import Database
from provenance.store.queries import StoredCollection

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "reports" / "sample"
SETTINGS = re.compile(r'(?<=<dt>Settings</dt><dd class="address">)[0-9a-f]{64}')
NOON = "2026-03-01T12:00:00+00:00"


class AtNoon(StoredCollection):
    """The stored collection, as if every run had begun at the same noon."""

    def runs(self) -> Sequence[Run]:
        return [replace(run, started=NOON) for run in super().runs()]


def files(folder: Path) -> dict[str, str]:
    """The pages below a folder, without the hidden record of what they were made from and without the digest of the settings."""
    pages = [p for p in sorted(folder.rglob("[!.]*")) if p.is_file()]
    return {p.relative_to(folder).as_posix(): SETTINGS.sub("", p.read_text(encoding="utf-8")) for p in pages}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the seeds, scanned as the README says."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.db"
    subprocess.run([sys.executable, "-m", "provenance", "scan", "seeds/", "--db", str(path), "--no-report", "-q"], cwd=ROOT, check=True)
    return path


def test_the_sample_report_is_that_of_the_seeds(seeds: Path, tmp_path: Path) -> None:
    with Database.open_to_read(seeds) as database:
        write_reports(AtNoon(database), tmp_path / "sample", "en", Settings())
        if os.environ.get("WRITE_SAMPLE"):
            shutil.rmtree(SAMPLE)
            write_reports(AtNoon(database), SAMPLE, "en", Settings())
    wanted, found = files(SAMPLE), files(tmp_path / "sample")
    assert wanted.keys() == found.keys(), "write the sample again: WRITE_SAMPLE=1 python -m pytest tests/report/test_sample.py"
    changed = [name for name in wanted if wanted[name] != found[name]]
    assert not changed, f"{changed} differ; write the sample again: WRITE_SAMPLE=1 python -m pytest tests/report/test_sample.py"


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_the_seeds_show_who_carries_lavrov_without_credit(seeds: Path, tmp_path: Path, ui: str) -> None:
    with Database.open_to_read(seeds) as database:
        write_reports(AtNoon(database), tmp_path, ui, Settings())
    (family,) = (tmp_path / "families").glob("*.html")
    page = family.read_text(encoding="utf-8")
    for shown in ("Al-Amsar", "Pakistan Point News", "Sputnik", "سيرغي لافروف", '<mark class="a">', '<mark class="b">'):
        assert shown in page
    assert ("no credit found" if ui == "en" else "لا نسبة") in page
