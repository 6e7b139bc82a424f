"""The command line: the door through which every error leaves as one line and an exit code."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, Final, NoReturn

import click

from provenance.cli.commands import provenance
from provenance.cli.terminal import plain
from provenance.errors import BusyError, DatabaseError, ProvenanceError, SettingsError, Stopped
from provenance.garbage import leave_what_is_there, look_rarely

EXIT_CODES: Final[dict[type[ProvenanceError], int]] = {SettingsError: 2, DatabaseError: 4, BusyError: 75}
_FAILED = 1
_STOPPED: Final = {"interrupted": 130, "terminated": 143}


def main() -> NoReturn:
    """Run the command that the arguments name and exit with its code."""
    _end_on_signals()
    look_rarely()
    try:
        code = provenance.main(prog_name="provenance", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except ProvenanceError as error:
        click.echo(f"provenance: {plain(str(error))}", err=True)
        code = next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), _FAILED)
    except Stopped as stopped:
        code = _STOPPED[stopped.outcome]
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = _FAILED
    leave_what_is_there()
    sys.exit(code if isinstance(code, int) else 0)


def _end_on_signals() -> None:
    """SIGTERM and Ctrl-C end this process between two steps; worker processes made by forking end at once."""
    here = os.getpid()

    def end(number: int, _frame: Any) -> None:
        if os.getpid() != here:
            os._exit(128 + number)
        raise Stopped("interrupted" if number == signal.SIGINT else "terminated")

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
