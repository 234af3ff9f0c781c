"""`trinhky worker`: do the machine's steps, until stopped."""

from __future__ import annotations

import os

import click

from engine.outside.outside import prepare_database
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.worker import supervise_workers
from web.commands.stopping import stopping_cleanly


@click.command(help="Chạy các tiến trình làm việc nền (kết xuất, dấu thời gian, thông báo).")
def worker() -> None:
    """Needs the same settings as `trinhky serve`; any number may run beside each other."""
    with stopping_cleanly(), Servers(Settings.from_env(os.environ)) as servers:
        prepare_database(servers.settings)
        supervise_workers(servers.settings)
