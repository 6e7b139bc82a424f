"""The options that all commands share, and where their values come from.

An option on the command line comes first, then the environment (``PROVENANCE_DB``, ``PROVENANCE_REUSE_...``), then
``provenance.toml`` (its table ``[command]`` for options, the other tables for settings), then the default.
"""

from __future__ import annotations

import functools
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from provenance.cli.terminal import Messages
from provenance.errors import SettingsError

if TYPE_CHECKING:
    from provenance.settings import Settings

CONFIG_NAME: Final = "provenance.toml"
DEFAULT_DATABASE: Final = "provenance.db"


@dataclass(frozen=True)
class Common:
    """What every command works with."""

    database: Path
    settings: Settings
    messages: Messages
    config: Path | None = None


def from_environment(name: str) -> str:
    """The environment variable of an option or a number: ``PROVENANCE_NO_REPORT`` of ``--no-report``."""
    return f"PROVENANCE_{name.strip('-').replace('-', '_').upper()}"


class Command(click.Command):
    """A command whose options may also stand in the environment and in the settings file."""

    def __init__(self, *arguments: Any, **details: Any) -> None:
        super().__init__(*arguments, **details)
        for parameter in self.params:
            if isinstance(parameter, click.Option):
                parameter.envvar = from_environment(max(parameter.opts, key=len))

    def invoke(self, ctx: click.Context) -> Any:
        """Fill in what the settings file says, then run."""
        path = _settings_file(ctx)
        table = _read_table(path) if path else {}
        where = str(path) if path else "the environment"
        given = table.pop("command", {})
        for parameter in self.params:
            if parameter.name in given and ctx.get_parameter_source(str(parameter.name)) == ParameterSource.DEFAULT:
                ctx.params[str(parameter.name)] = parameter.type_cast_value(ctx, given[str(parameter.name)])
        ctx.obj = (_settings(table, where), path)
        return super().invoke(ctx)


def common_options(run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the shared options; it receives them as one `Common`, its first argument."""

    @click.option("--db", type=click.Path(dir_okay=False), default=DEFAULT_DATABASE, help="The database file.", show_default=True)
    @click.option(
        "--config",
        type=click.Path(dir_okay=False),
        help=f"The settings file.  [default: {CONFIG_NAME} beside the database or here]",
    )
    @click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well.")
    @click.option("-v", "--verbose", is_flag=True, help="Print more about what is done.")
    @click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        help="Messages as lines or as JSON objects.",
    )
    @click.pass_context
    @functools.wraps(run)
    def with_common(ctx: click.Context, /, **options: Any) -> Any:
        messages = Messages(quiet=options.pop("quiet"), verbose=options.pop("verbose"), as_json=options.pop("log_format") == "json")
        database = Path(options.pop("db"))
        options.pop("config")
        if ctx.get_parameter_source("db") == ParameterSource.DEFAULT:
            messages.tell(f"using the database {database}")
        settings, config = ctx.obj
        messages.detail(f"settings: {config or 'defaults'} (SHA-256 {settings.sha256()[:12]})")
        return run(Common(database, settings, messages, config), **options)

    return with_common


def _settings_file(ctx: click.Context) -> Path | None:
    """The settings file that was named, else the one beside the database, else the one in the current folder."""
    if ctx.params.get("config"):
        return Path(ctx.params["config"])
    places = (Path(ctx.params.get("db") or DEFAULT_DATABASE).parent, Path())
    return next((place / CONFIG_NAME for place in places if (place / CONFIG_NAME).is_file()), None)


def _read_table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: a settings file in TOML was wanted, but it can't be read: {error}") from error
    command = table.get("command", {})
    known = {"db", "reports", "ui", "outlet", "wait", "workers", "log_format", "quiet", "verbose", "no_report", "skip_if_locked"}
    if not isinstance(command, Mapping) or set(command) - known:
        raise SettingsError(f"{path}: [command] must be a table of {', '.join(sorted(known))}, found {command!r}. Correct or remove these lines.")
    return table


def _settings(table: dict[str, Any], where: str) -> Settings:
    """Settings from the file's tables, numbers of the environment over them."""
    from provenance.settings import Settings, settings_from

    for group in fields(Settings):
        for setting in fields(group.type if isinstance(group.type, type) else type(group.default)):
            text = os.environ.get(from_environment(f"{group.name}_{setting.name}"))
            if text is not None:
                table.setdefault(group.name, {})[setting.name] = _number(text)
                where = f"{where} and the environment" if "environment" not in where else where
    return settings_from(table, where)


def _number(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
