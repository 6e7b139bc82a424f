"""Settings are numbers with a unit, a range and a reason; a wrong settings file is refused with all its faults."""

from dataclasses import fields
from pathlib import Path

import pytest

from provenance.errors import SettingsError
from provenance.settings import Settings, read_settings, settings_from

ALL = [(group.name, setting) for group in fields(Settings) for setting in fields(type(group.default))]


@pytest.mark.parametrize(("group", "setting"), ALL, ids=lambda x: getattr(x, "name", x))
def test_every_setting_has_a_unit_a_range_around_its_default_and_a_reason(group: str, setting) -> None:
    about = setting.metadata
    assert about["unit"] and len(about["reason"]) > 10, group
    assert about["low"] <= setting.default <= about["high"]


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "provenance.toml"
    path.write_text("[intake]\nmax_article_characters = 5000\n", encoding="utf-8")
    settings = read_settings(path)
    assert settings.intake.max_article_characters == 5000
    assert settings.reuse == Settings().reuse
    assert settings.sha256() != Settings().sha256()


def test_all_faults_are_named_at_once() -> None:
    table = {"intake": {"max_article_characters": 1, "wrong": 2, "max_file_bytes": "many"}, "nothing": {}}
    with pytest.raises(SettingsError) as caught:
        settings_from(table, "my.toml")
    for part in ("my.toml", "max_article_characters must be a whole number from", "found 1", "'wrong'", "found 'many'", "[nothing]"):
        assert part in str(caught.value)


@pytest.mark.parametrize("content", [b"[intake", b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "provenance.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"provenance\.toml"):
        read_settings(path)
