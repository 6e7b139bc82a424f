"""The commands `doctor` and `schedule`: is all well, and how to run it every night."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import Final

from provenance.cli.options import Common
from provenance.errors import ProvenanceError
from provenance.languages import language_packs
from provenance.registers import load_registers
from provenance.store.database import Database
from provenance.store.health import faults, repair, unmatched_articles

_ROOM_BYTES: Final = 200_000_000  # what a night's scan may need beside a copy of the database


def examine(common: Common, *, mend: bool) -> bool:
    """Check everything and say what to do; whether all is well."""
    well = _examine_packs(common)
    if not common.database.exists():
        common.messages.tell(f"there is no database {common.database} yet; a scan makes it")
    else:
        well = _examine_database(common, mend=mend) and well
    return _examine_room(common) and well


def _examine_packs(common: Common) -> bool:
    try:
        packs, registers = language_packs(), load_registers(common.config)
    except ProvenanceError as error:
        common.messages.warn(str(error))
        return False
    common.messages.tell(f"settings are valid (SHA-256 {common.settings.sha256()[:12]})")
    common.messages.tell(f"{len(packs)} language packs and {len(registers.kinds)} outlets and agencies are valid")
    return True


def _examine_database(common: Common, *, mend: bool) -> bool:
    if mend:
        with Database.open(common.database) as database:
            if faults(database):
                repair(database)
    with Database.open_to_read(common.database) as database:
        found = faults(database)
        waiting = unmatched_articles(database)
    for fault in found:
        advice = (
            "`provenance doctor --repair` mends this" if fault.mendable and not mend else "restore a copy, or scan the inputs into a new database"
        )
        common.messages.warn(f"{common.database}: {fault.what}; {advice}")
    if waiting:
        common.messages.tell(f"{waiting:,} articles of a run that did not end wait to be compared; the next scan does it")
    if not found:
        common.messages.tell(f"{common.database} is sound")
    return not found


def _examine_room(common: Common) -> bool:
    folder = common.database.absolute().parent
    size = common.database.stat().st_size if common.database.exists() else 0
    free = shutil.disk_usage(folder).free if folder.is_dir() else 0
    if free < size + _ROOM_BYTES:
        common.messages.warn(f"{folder} has {free // 10**6:,} MB left, too little for another scan and a copy; make room")
        return False
    common.messages.tell(f"{free // 10**6:,} MB are free")
    return True


def crontab_line(database: Path, paths: tuple[str, ...], at: str) -> str:
    """The line that scans `paths` every night: silent when all is well, its messages are mailed by cron otherwise."""
    hour, minute = at.split(":")
    words = ["scan", *paths, "--db", str(database), "--quiet", "--wait", "600"]
    command = f"cd {shlex.quote(str(Path.cwd()))} && {shlex.quote(sys.executable)} -m provenance {shlex.join(words)}"
    return f"{int(minute)} {int(hour)} * * * " + command.replace("%", r"\%")
