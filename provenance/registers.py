"""The registers: agencies, other outlets, and bodies that hand out pictures and statements, with all their spellings.

The tables come with the program (``data/agencies.toml``, ``data/outlets.toml``); a user's own file may add to them and wins
wherever it says something else. Names are compared folded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from provenance.errors import LanguageError
from provenance.tables import parse_table
from provenance.text import fold, fold_words

Kind = Literal["agency", "outlet", "body"]
Certainty = Literal["sure", "ambiguous", "marked"]

KINDS: Final[tuple[Kind, ...]] = ("agency", "outlet", "body")


@dataclass(frozen=True)
class _Entry:
    """One table of a register file; data/agencies.toml says what its keys mean."""

    name: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class _File:
    """A register file."""

    agency: tuple[_Entry, ...] = ()
    outlet: tuple[_Entry, ...] = ()
    body: tuple[_Entry, ...] = ()
    ordinary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a name: whose, how certain it is, and as it is written in the register."""

    name: str
    kind: Kind
    certainty: Certainty
    text: str


@dataclass(frozen=True, eq=False)
class Registers:
    """What is known of outlets by name, spelling and address. Compared by identity, so that what is made of one can be cached."""

    kinds: Mapping[str, Kind]
    spellings: tuple[Spelling, ...]
    domains: Mapping[str, str]
    _by_folded: Mapping[str, str]
    _ordinary: Collection[str]

    @property
    def folded(self) -> Collection[str]:
        """All spellings of names, folded."""
        return self._by_folded.keys()

    def canonical(self, given: str) -> str | None:
        """The canonical name for a name that somebody gave as an outlet's: a spelling, an address or the middle of one.

        Spellings that are common words count too, since here nothing but an outlet can be meant.
        """
        plain = _plain(given)
        known = self._by_folded.get(plain) or self._by_folded.get(plain.replace(" ", ""))
        if known is None and "." in given and " " not in given.strip():
            known = self.at_address(given.strip())
        return known

    def of_folder(self, folder: str) -> str | None:
        """The outlet that a folder is named after: by its address, or by a name that is no ordinary word too.

        "life.ru" is an outlet's, "life" may be anything.
        """
        name = None if _plain(folder) in self._ordinary else self.canonical(folder)
        return None if name is None or self.kinds.get(name) == "body" else name

    def at_address(self, url: str) -> str | None:
        """The outlet that publishes at an address, by its longest known domain; None when the register has none."""
        host, path = _host_and_path(url)
        parts = host.split(".")
        for first in range(len(parts) - 1):
            domain = ".".join(parts[first:])
            if path and f"{domain}/{path}" in self.domains:
                return self.domains[f"{domain}/{path}"]
            if domain in self.domains:
                return self.domains[domain]
        return None


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return " ".join(fold(name).words)


def _host_and_path(url: str) -> tuple[str, str]:
    """Host in lower case without port, and the first part of the path."""
    try:
        split = urlsplit(url if "//" in url else f"//{url}")
        host = split.hostname or ""
    except ValueError:
        return "", ""
    return host.rstrip("."), split.path.strip("/").split("/")[0].lower()


_SHORTEST_LABEL: Final = 3  # letters; two are the code of a language or of a country more often than an outlet
_SECOND_LEVELS: Final = frozenset(("ac", "co", "com", "gov", "net", "org"))


def _label(domain: str) -> str | None:
    """The part of a domain by which people call it, None when it is a subdomain: ``al-madina.com.sa`` -> ``almadina``."""
    parts = domain.split("/", maxsplit=1)[0].split(".")
    suffix = 2 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVELS else 1
    label = parts[0].replace("-", "")
    return label if len(parts) == suffix + 1 and len(label) >= _SHORTEST_LABEL else None


def _read(text: str, where: str) -> tuple[list[tuple[Kind, _Entry]], tuple[str, ...]]:
    """The entries of a register file, and the ordinary words among names that it tells of."""
    file: _File = parse_table(_File, text, where, (*KINDS, "ordinary"))
    return [(kind, entry) for kind in KINDS for entry in getattr(file, kind)], file.ordinary


def _faults(entries: Sequence[tuple[Kind, _Entry]], where: str) -> list[str]:
    """What no schema can say: names given twice, spellings and domains that stand for two names."""
    owners: dict[str, str] = {}
    faults = []
    folded = iter(fold_words([alias for _, entry in entries for alias in entry.aliases]))
    for _, entry in entries:
        sure = [f"name {entry.name}", *(f"spelling {' '.join(next(folded))}" for _ in entry.aliases), *(f"domain {d}" for d in entry.domains)]
        for key in dict.fromkeys(sure):
            if key in owners and (owners[key] != entry.name or key.startswith("name ")):
                faults.append(f"{where}: the {key!r} stands for {owners[key]!r} and for {entry.name!r}")
            owners[key] = entry.name
    return faults


def _spellings_of(kind: Kind, entry: _Entry) -> list[Spelling]:
    """All spellings of an entry. Its name is one too, unless it is listed as one that is not certain."""
    listed = [(a, "sure") for a in entry.aliases] + [(a, "ambiguous") for a in entry.ambiguous] + [(a, "marked") for a in entry.marked]
    if entry.name not in entry.ambiguous + entry.marked:
        listed.insert(0, (entry.name, "sure"))
    return [Spelling(entry.name, kind, certainty, text) for text, certainty in listed]  # type: ignore[arg-type]


def _least_certain(spellings: list[tuple[str, Spelling]]) -> list[Certainty]:
    """For each folded spelling the least certainty that anybody gives it: what is doubtful for one is doubtful for all."""
    rank: dict[Certainty, int] = {"sure": 0, "ambiguous": 1, "marked": 2}
    least: dict[str, Certainty] = {}
    for key, spelling in spellings:
        least[key] = max(least.get(key, "sure"), spelling.certainty, key=lambda certainty: rank[certainty])
    return [least[key] for key, _ in spellings]


def _build(own: list[tuple[Kind, _Entry]], shipped: list[tuple[Kind, _Entry]], ordinary: Iterable[str]) -> Registers:
    """Registers in which the user's own entries replace those of the same name and take over their spellings and domains.

    `ordinary` are names and middles of domains that are words for other things; so are all spellings that are not certain.
    """
    own_names = {entry.name for _, entry in own}
    entries = own + [(kind, entry) for kind, entry in shipped if entry.name not in own_names]
    spellings = [spelling for kind, entry in entries for spelling in _spellings_of(kind, entry)]
    folded = [" ".join(words) for words in fold_words([s.text for s in spellings])]
    owned = {key for key, spelling in zip(folded, spellings, strict=True) if spelling.name in own_names}
    kept = [(k, s) for k, s in zip(folded, spellings, strict=True) if s.name in own_names or k not in owned]
    kept = [(k, replace(s, certainty=certainty)) for (k, s), certainty in zip(kept, _least_certain(kept), strict=True)]
    by_folded: dict[str, str] = {}
    for wanted in ("sure", "ambiguous", "marked"):
        for key, spelling in kept:
            if spelling.certainty == wanted:
                by_folded.setdefault(key, spelling.name)
    domains: dict[str, str] = {}
    for _, entry in entries:
        for domain in entry.domains:
            domains.setdefault(domain.lower(), entry.name)
    bodies = {entry.name for kind, entry in entries if kind == "body"}
    for domain, name in domains.items():
        label = _label(domain)
        if label and name not in bodies:
            by_folded.setdefault(label, name)
    own_certain = {key for key, spelling in kept if spelling.name in own_names and spelling.certainty == "sure"}
    uncertain = {key for key, spelling in kept if spelling.certainty != "sure"}
    return Registers(
        {entry.name: kind for kind, entry in reversed(entries)},
        tuple(s for _, s in kept),
        domains,
        by_folded,
        (uncertain | {_plain(word) for word in ordinary}) - own_certain,
    )


@cache
def load_registers(extra: Path | None = None) -> Registers:
    """The registers that come with the program and the tables ``[[agency]]``, ``[[outlet]]``, ``[[body]]`` of `extra`, which win.

    `extra` is a settings file: its other tables are not looked at.

    Raises LanguageError that names all faults of all files at once.
    """
    folder = resources.files("provenance") / "data"
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("agencies.toml", "outlets.toml")]
    files = [_read(text, name) for name, text in zip(("agencies.toml", "outlets.toml"), texts, strict=True)]
    shipped = [entry for entries, _ in files for entry in entries]
    faults = _faults(shipped, "registers")
    own: list[tuple[Kind, _Entry]] = []
    if extra is not None:
        try:
            own, _ = _read(extra.read_text(encoding="utf-8"), str(extra))
        except (OSError, UnicodeDecodeError) as error:
            raise LanguageError(f"{extra}: a register of outlets in TOML was wanted, but it can't be read: {error}") from error
        faults += _faults(own, str(extra))
    if faults:
        raise LanguageError("; ".join(faults))
    return _build(own, shipped, [word for _, words in files for word in words])
