"""Run a command as a person would, in a folder of its own."""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from provenance.cli import main


@dataclass
class Done:
    """How a command ended and what it wrote."""

    code: int
    output: str
    messages: str

    @property
    def records(self) -> list[Any]:
        return [json.loads(line) for line in self.output.splitlines()]


Provenance = Callable[..., Done]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def provenance(here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Provenance]:
    """Runs one command in the folder `here`."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def run(*arguments: str) -> Done:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["provenance", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        written = capfd.readouterr()
        return Done(int(ended.value.code or 0), written.out, written.err)

    yield run
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def news(here: Path) -> Path:
    """A folder with two outlets that carry the same quotation, one article without text, and files of other kinds."""
    folder = here / "news"
    folder.mkdir()
    shared = "“We will repair the old bridge before the winter and nobody will have to pay for it,” mayor Ann Porter said on Tuesday."
    records = [
        {"id": "1", "outlet": "The Harbour Post", "published": "2024-03-01", "title": "Bridge", "text": f"The council met in the evening. {shared}"},
        {
            "id": "2",
            "outlet": "Valley Times",
            "published": "2024-03-02",
            "title": "Repairs",
            "text": f"{shared} Traders in the valley were relieved.",
        },
        {"id": "3", "outlet": "Valley Times", "text": " "},
    ]
    (folder / "day.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (folder / "logo.png").write_bytes(b"png")
    return folder
