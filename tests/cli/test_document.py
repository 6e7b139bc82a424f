"""docs/cli.md tells every command, option, exit code and input, and none that is not there."""

import re
from pathlib import Path

import click
import pytest

from provenance.cli import _STOPPED, EXIT_CODES
from provenance.cli.commands import provenance
from provenance.intake.files import _READERS
from provenance.intake.records import _NAMES

DOCUMENT = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
SECTIONS = dict(section.split("\n", 1) for section in re.split(r"^## ", DOCUMENT, flags=re.MULTILINE)[1:])
SHARED = {"--db", "--config", "-q", "--quiet", "-v", "--verbose", "--log-format", "-h", "--help"}


def told(section: str) -> set[str]:
    rows = re.findall(r"^\| (`-.*?) \|", SECTIONS[section], flags=re.MULTILINE)
    return {option for row in rows for option in re.findall(r"`(-[-\w]+)`", row)}


def test_every_command_has_its_section_and_its_line() -> None:
    listed = re.findall(r"^provenance (\w+)", DOCUMENT.split("```")[1], flags=re.MULTILINE)
    assert set(listed) == set(provenance.commands) <= set(SECTIONS)


def test_the_shared_options_are_told_once() -> None:
    assert told("Options of all commands") == SHARED


@pytest.mark.parametrize("name", sorted(provenance.commands))
def test_every_option_of_a_command_is_told_and_no_other(name: str) -> None:
    command = provenance.commands[name]
    real = {option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts}
    assert real >= SHARED - {"-h", "--help"}
    assert told(name) == real - SHARED


def test_every_exit_code_is_told() -> None:
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", SECTIONS["Exit codes"], flags=re.MULTILINE)}
    assert codes == {0, 1, 2, 3, *EXIT_CODES.values(), *_STOPPED.values()}


def test_every_ending_and_every_field_name_is_told() -> None:
    assert set(re.findall(r"`(\.\w+)`", SECTIONS["Inputs"])) == {*_READERS, ".gz"}
    for name, names in _NAMES.items():
        assert f"`{name}`" in SECTIONS["Inputs"]
        assert all(other in SECTIONS["Inputs"] for other in names)
