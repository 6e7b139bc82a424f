"""Check TOML tables against the dataclasses that are their schema.

Unknown keys, missing keys and wrong types are refused, and all faults of a table are named at once.
"""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from provenance.errors import LanguageError


def _check(kind: Any, value: object, where: str, faults: list[str]) -> Any:
    """`value` as the schema's type `kind`; what is wrong is added to `faults`, with its place."""
    origin = typing.get_origin(kind)
    if dataclasses.is_dataclass(kind):
        return _check_table(kind, value, where, faults)
    if origin is tuple:
        if not isinstance(value, list):
            faults.append(f"{where} must be a list, found {value!r}")
            return ()
        part = typing.get_args(kind)[0]
        if part is str and all(type(v) is str and v.strip() for v in value):  # nearly always, and there are tens of thousands
            return tuple(value)
        return tuple(_check(part, v, f"{where}[{i}]", faults) for i, v in enumerate(value))
    if origin in (dict, Mapping) or origin is types.MappingProxyType:
        if not isinstance(value, dict):
            faults.append(f"{where} must be a table, found {value!r}")
            return {}
        return {k: _check(typing.get_args(kind)[1], v, f"{where}.{k}", faults) for k, v in value.items()}
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        faults.append(f"{where} must be a {kind.__name__}, found {value!r}")
    elif kind is str and not str(value).strip():
        faults.append(f"{where} is empty")
    return value


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    """The types of a schema's fields."""
    return typing.get_type_hints(cls)


def _check_table(cls: Any, value: object, where: str, faults: list[str]) -> Any:
    """A table as the dataclass `cls`; None when it has faults."""
    if not isinstance(value, dict):
        faults.append(f"{where} must be a table, found {value!r}")
        return None
    before = len(faults)
    hints = _hints(cls)
    faults += [f"{where}.{key} is not known; known are {', '.join(hints)}" for key in value if key not in hints]
    given = {}
    for f in fields(cls):
        if f.name in value:
            given[f.name] = _check(hints[f.name], value[f.name], f"{where}.{f.name}", faults)
        elif f.default is MISSING and f.default_factory is MISSING:
            faults.append(f"{where}.{f.name} is missing")
    return cls(**given) if len(faults) == before else None


def parse_table(cls: Any, text: str, where: str, only: Collection[str] | None = None) -> Any:
    """A TOML text as the dataclass `cls`. Raises LanguageError that names all faults at once, each with its place.

    `only` names the keys that are looked at where a file holds other things too.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{where}: this is no valid TOML: {error}") from error
    if only is not None:
        table = {key: value for key, value in table.items() if key in only}
    faults: list[str] = []
    result = _check_table(cls, table, where, faults)
    if faults:
        raise LanguageError("; ".join(faults))
    return result
