"""docs/languages.md names every key of a pack's speech section and every pack that comes with the program."""

import re
from dataclasses import fields
from pathlib import Path

from provenance.languages import LanguagePack, Speech, language_packs

TEXT = (Path(__file__).parents[1] / "docs" / "languages.md").read_text(encoding="utf-8")


def test_every_key_of_a_pack_is_told() -> None:
    keys = {f.name for f in fields(Speech)} | {f.name for f in fields(LanguagePack)} - {"speech", "dates", "credits"}
    told = set(re.findall(r"`(\w+)`", TEXT))
    assert keys - told == set()


def test_every_pack_is_named() -> None:
    assert [pack.english_name for pack in language_packs().values() if pack.english_name not in TEXT] == []
