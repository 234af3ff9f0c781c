"""`trinhky authority …`: questions to the register of authority."""

from __future__ import annotations

import os
from dataclasses import asdict

import click

from engine.core.vietnamese import format_number
from engine.outside.outside import connect, prepare_database
from engine.outside.servers import Servers
from engine.questions.delegation.summary import summary as counted
from engine.settings import Settings
from web.commands.output import json_option, tell_json

_SAID = {
    "procedures": "thủ tục hành chính",
    "plans": "phương án ủy quyền",
    "planned": "thủ tục có phương án",
    "delegated": "thủ tục đã ủy quyền",
    "internal_procedures": "quy trình nội bộ đã phê duyệt",
    "undelegated": "thủ tục chưa ủy quyền, giải quyết theo quy trình của thành phố",
    "two_delegates": "thủ tục ủy quyền cho hai đơn vị",
}


@click.group(help="Hỏi danh mục thẩm quyền.")
def authority() -> None:
    """Subcommands say what."""


@authority.command(help="Tình hình ủy quyền: các số đếm lại từ danh mục.")
@json_option
def summary(as_json: bool) -> None:
    """Counted over the records at this moment, never stored."""
    with Servers(Settings.from_env(os.environ)) as servers:
        prepare_database(servers.settings)
        figures = asdict(counted(connect(servers.settings)))
    if as_json:
        tell_json(figures)
        return
    for name, said in _SAID.items():
        click.echo(f"{format_number(figures[name])} {said}")
