"""`trinhky load …`: put things into the database."""

from __future__ import annotations

import os
from pathlib import Path

import click

from engine.actions.bundles.load import load as load_bundle
from engine.errors import BundleRefused
from engine.outside.bundle_folder import procedure_folders, read_bundle
from engine.outside.outside import Outside, connect, prepare_database
from engine.outside.servers import Servers
from engine.settings import Settings
from web.commands.output import tell_problems

SHIPPED = Path(__file__).parents[2] / "workflows"


@click.group(help="Nạp dữ liệu vào cơ sở dữ liệu.")
def load() -> None:
    """Subcommands say what."""


@load.command(help="Nạp và cho áp dụng các quy trình nội bộ (mặc định: thư mục workflows).")
@click.argument(
    "folder", default=SHIPPED, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def procedures(folder: Path) -> None:
    """New dossiers run what is loaded; running ones keep theirs."""
    with Servers(Settings.from_env(os.environ)) as servers:
        prepare_database(servers.settings)
        load_procedures(connect(servers.settings), folder)


def load_procedures(outside: Outside, folder: Path = SHIPPED) -> None:
    """Load every procedure below `folder`. Raises BundleRefused at the first that has errors."""
    for each in procedure_folders(folder):
        try:
            loaded = load_bundle(outside, read_bundle(each), each.name)
        except BundleRefused as refused:
            tell_problems(refused.problems)  # type: ignore[arg-type]
            raise
        said = "đã áp dụng" if loaded.new else "không đổi"
        click.echo(f"{each.name}: {said} ({loaded.sha256[:12]})")
