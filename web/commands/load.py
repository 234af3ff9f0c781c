"""`trinhky load …`: put things into the database."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import click

from engine.actions.bundles.bind import bind
from engine.actions.bundles.load import load as load_bundle
from engine.actions.calendars.publish import publish
from engine.actions.calendars.recompute import recompute_all
from engine.core.bindings import read_bindings
from engine.core.versions import Binding
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
@click.option(
    "--binding",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp YAML gắn từng quy trình với đơn vị giải quyết, các bên tham gia và văn bản ủy quyền.",
)
def procedures(folder: Path, binding: Path | None) -> None:
    """New dossiers run what is loaded; running ones keep theirs."""
    asked = () if binding is None else read_bindings(binding.read_bytes(), binding.name)
    with Servers(Settings.from_env(os.environ)) as servers:
        prepare_database(servers.settings)
        outside = connect(servers.settings)
        load_procedures(outside, folder, bind(outside, asked))


def load_procedures(
    outside: Outside,
    folder: Path = SHIPPED,
    bindings: Mapping[str, Sequence[Binding]] = MappingProxyType({}),
) -> None:
    """Load every procedure below `folder`, each where it is bound; one that is not bound stays
    where it is in force, or runs in every unit.

    Those that have errors are told and the others loaded; raises the first BundleRefused then.
    """
    first: BundleRefused | None = None
    for each in procedure_folders(folder):
        try:
            loaded = load_bundle(outside, read_bundle(each), each.name, bindings.get(each.name))
        except BundleRefused as refused:
            tell_problems(refused.problems)  # type: ignore[arg-type]
            click.echo(refused.sentence)
            first = first or refused
            continue
        tell_problems(loaded.gaps)
        said = "đã áp dụng" if loaded.new else "không đổi"
        click.echo(f"{each.name}: {said} ({loaded.sha256[:12]})")
    if first is not None:
        raise first


@load.command(help="Cho áp dụng một lịch làm việc và tính lại hạn của hồ sơ đang giải quyết.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", help="Mã định danh của đơn vị có lịch riêng; bỏ trống: mọi đơn vị.")
@click.option("--decision", help="Số văn bản ban hành lịch.")
@click.option("--past", is_flag=True, help="Cho phép khác lịch cũ ở cả những ngày đã qua.")
def calendar(file: Path, unit: str | None, decision: str | None, past: bool) -> None:
    """One administrative edit; the dossiers are then counted anew, batch by batch."""
    with Servers(Settings.from_env(os.environ)) as servers:
        prepare_database(servers.settings)
        outside = connect(servers.settings)
        published = publish(
            outside, file.read_bytes(), unit_code=unit, decision=decision, past=past
        )
        for year, notice in published.told.decisions.items():
            click.echo(f"  {year}: {notice or 'dự kiến'}")
        if published.recompute is None:
            click.echo(f"{file.name}: không đổi (bản {published.version})")
            return
        for come in recompute_all(outside, published.recompute.id):
            click.echo(f"Đã tính lại {come.seen}/{come.total} hồ sơ, {come.changed} hồ sơ đổi hạn.")
        if come.unknown:
            click.echo(f"{come.unknown} hồ sơ có hạn ngoài các năm của lịch, giữ nguyên hạn.")
        click.echo(f"{file.name}: đã áp dụng (bản {published.version})")
