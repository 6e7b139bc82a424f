"""Every number of the program: name, default, unit, range and the reason for its value.

A settings file (``provenance.toml``) has one table for each group below, such as ``[reuse]``; unknown names and values out
of range are refused, all of them in one message.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from provenance.errors import SettingsError

N = TypeVar("N", int, float)


def number(default: N, *, unit: str, low: N, high: N, reason: str) -> N:
    """Declare one setting of a group: its default, what it counts, the range it may have and why it has its value."""
    declared: N = field(default=default, metadata={"unit": unit, "low": low, "high": high, "reason": reason})
    return declared


@dataclass(frozen=True)
class IntakeSettings:
    """Limits on what is read."""

    max_file_bytes: int = number(
        2**32, unit="bytes", low=1024, high=2**44, reason="a larger file is a mistake or an attack: news archives come in pieces of about 1 GB"
    )
    max_article_characters: int = number(
        2_000_000, unit="code points", low=1000, high=10**8, reason="the longest news articles have 100,000; books are not news"
    )


@dataclass(frozen=True)
class QuotationSettings:
    """Finding quotations and their speakers."""


@dataclass(frozen=True)
class ReuseSettings:
    """Finding what articles share."""


@dataclass(frozen=True)
class StoreSettings:
    """The database."""


@dataclass(frozen=True)
class ReportSettings:
    """The pages."""


@dataclass(frozen=True)
class Settings:
    """All groups of settings."""

    intake: IntakeSettings = IntakeSettings()
    quotations: QuotationSettings = QuotationSettings()
    reuse: ReuseSettings = ReuseSettings()
    store: StoreSettings = StoreSettings()
    report: ReportSettings = ReportSettings()

    def sha256(self) -> str:
        """A digest of all values: equal for equal settings."""
        return hashlib.sha256(json.dumps(dataclasses.asdict(self), sort_keys=True).encode()).hexdigest()


def _read_group(cls: type[Any], name: str, values: object, faults: list[str]) -> Any:
    """One group from its table; what is wrong is added to `faults`."""
    if not isinstance(values, Mapping):
        faults.append(f"[{name}] must be a table, found {values!r}")
        return cls()
    known = {f.name: f for f in fields(cls)}
    good = {}
    for key, value in values.items():
        setting = known.get(key)
        if setting is None:
            faults.append(f"[{name}] has no setting {key!r}; it has {', '.join(sorted(known)) or 'none'}")
            continue
        low, high, unit = (setting.metadata[k] for k in ("low", "high", "unit"))
        wanted = int if isinstance(setting.default, int) else (int, float)
        if isinstance(value, bool) or not isinstance(value, wanted) or not low <= value <= high:
            kind = "a whole number" if wanted is int else "a number"
            faults.append(f"[{name}] {key} must be {kind} from {low} to {high} ({unit}), found {value!r}")
        else:
            good[key] = value
    return cls(**good)


def settings_from(table: Mapping[str, object], where: str) -> Settings:
    """Settings from a parsed table; `where` names it in messages.

    Raises SettingsError that names every unknown group or setting and every value out of range.
    """
    groups = {f.name: type(f.default) for f in fields(Settings)}
    faults = [f"there is no group [{name}]; there are {', '.join(sorted(groups))}" for name in table if name not in groups]
    read = {name: _read_group(cls, name, table.get(name, {}), faults) for name, cls in groups.items()}
    if faults:
        raise SettingsError(f"{where}: {'; '.join(faults)}. Correct or remove these lines.")
    return Settings(**read)


def read_settings(path: Path) -> Settings:
    """Settings from a TOML file. Raises SettingsError when it can't be read or used."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: a settings file in TOML was wanted, but it can't be read: {error}") from error
    return settings_from(table, str(path))
