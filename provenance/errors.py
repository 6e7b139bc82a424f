"""What can go wrong in a way that a person can act on.

ProvenanceError
├── SettingsError    a settings file, an option or an environment variable has a value that can't be used
├── LanguageError    a language pack or a register has faults; all of them are named at once
├── ArticleError     one input, or one record in it, can't be read as an article; the run goes on without it
├── DatabaseError    the database can't be used: newer version, damaged, not ours
├── DiskError        the disk is full or fails
├── BusyError        another run holds the database
└── ReportError      the report or an export can't be written

A message says what was wanted, what was found, where, and what to do. Anything else that escapes is a bug and keeps its traceback.
"""

from __future__ import annotations


class ProvenanceError(Exception):
    """Root of the errors that a person can act on."""


class SettingsError(ProvenanceError):
    """A setting has an unknown name or a value outside its range."""


class LanguageError(ProvenanceError):
    """A language pack or a register of outlets and agencies has faults."""


class ArticleError(ProvenanceError):
    """One input or record can't be read as an article."""


class DatabaseError(ProvenanceError):
    """The database can't be used as it is."""


class DiskError(ProvenanceError):
    """The disk is full or fails; what was committed before is safe."""


class BusyError(ProvenanceError):
    """Another run holds the database."""


class ReportError(ProvenanceError):
    """A report or export can't be written."""


class Stopped(BaseException):
    """A person or the system asked the program to end: ``interrupted`` (Ctrl-C) or ``terminated`` (SIGTERM)."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome
