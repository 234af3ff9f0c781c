"""The command line, `trinhky`: one file a command, thin.

Exit codes: 0 done, 1 to 3 as the command says, 4 when it could not be done at all (the sentence
on standard error says why and what to do).
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from engine.errors import TrinhKyError

COMMANDS = (
    "account", "authority", "bench", "check", "demo", "load", "play", "report", "serve", "simulate",
    "verify", "why", "worker",
)  # fmt: skip
"""Each is the function of its name in the file of its name."""
COULD_NOT = 4
click.UsageError.exit_code = COULD_NOT  # click's own 2 would read as one of `verify`'s verdicts


class _Commands(click.Group):
    """Loads only the command that was asked for: `check` need not wait for the web server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, help="Trình Ký: hồ sơ đi đúng quy trình, chữ ký đúng thẩm quyền.")
@click.version_option(package_name="trinhky")
def commands() -> None:
    """The group that every command joins."""


def main() -> None:
    """The entry point: a refusal is one sentence, never a stack trace."""
    try:
        commands()
    except TrinhKyError as refusal:
        click.echo(refusal.sentence, err=True)
        sys.exit(COULD_NOT)
