"""reports/sample is the report of the seeds, to the byte. WRITE_SAMPLE=1 in the environment writes it again."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.languages import language_packs
from provenance.registers import load_registers
from provenance.report import write_reports
from provenance.scan import Knowledge, scan
from provenance.settings import Settings
from provenance.store.database import Database
from provenance.store.queries import StoredCollection

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "reports" / "sample"
SETTINGS = re.compile(r"<dt>Settings</dt><dd class=\"address\">[0-9a-f]{64}</dd>")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def files(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8")
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.startswith(".")
    }


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the seeds, scanned as the README says, at noon of some day."""
    monkeypatch.chdir(ROOT)
    path = tmp_path / "seeds.db"
    with Database.open(path) as database:
        scan(
            ["seeds/"],
            database,
            Knowledge(Settings(), language_packs(), load_registers(None)),
            workers=1,
            report=None,
            ui="en",
            clock=lambda: NOON,
            peak_memory=lambda: None,
            progress=lambda _: None,
        )
    return path


def test_the_sample_report_is_that_of_the_seeds(seeds: Path, tmp_path: Path) -> None:
    with Database.open_to_read(seeds) as database:
        write_reports(StoredCollection(database), tmp_path / "sample", "en", Settings())
        if os.environ.get("WRITE_SAMPLE"):
            write_reports(StoredCollection(database), SAMPLE, "en", Settings())
    wanted, found = files(SAMPLE), files(tmp_path / "sample")
    assert wanted.keys() == found.keys(), "write the sample again: WRITE_SAMPLE=1 python -m pytest tests/report/test_sample.py"
    changed = [name for name in wanted if wanted[name] != found[name]]
    assert not changed, f"{changed} differ; write the sample again: WRITE_SAMPLE=1 python -m pytest tests/report/test_sample.py"


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_the_seeds_show_who_carries_lavrov_without_credit(seeds: Path, tmp_path: Path, ui: str) -> None:
    with Database.open_to_read(seeds) as database:
        write_reports(StoredCollection(database), tmp_path, ui, Settings())
    (family,) = (tmp_path / "families").glob("*.html")
    page = family.read_text(encoding="utf-8")
    for shown in ("Al-Amsar", "Pakistan Point News", "Sputnik", "سيرغي لافروف", '<mark class="a">', '<mark class="b">'):
        assert shown in page
    assert ("no credit found" if ui == "en" else "لا نسبة") in page
