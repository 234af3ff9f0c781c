"""`trinhky serve`: the web server alone, until stopped."""

from __future__ import annotations

import os

import click

from engine.outside.outside import prepare_database
from engine.outside.servers import Servers
from engine.outside.supervisor import Supervisor
from engine.settings import Settings
from web.commands.stopping import stopping_cleanly
from web.commands.web_server import address, refuse_taken_port, web_child


@click.command(help="Chạy máy chủ web; tiến trình nền chạy riêng bằng “trinhky worker”.")
def serve() -> None:
    """On the address of TRINHKY_BIND, with the operator's servers or embedded ones."""
    with stopping_cleanly():
        settings = Settings.from_env(os.environ)
        refuse_taken_port(settings)
        with Servers(settings) as servers:
            prepare_database(servers.settings)
            click.echo(f"Đang phục vụ tại {address(settings)}")
            supervisor = Supervisor([web_child(servers.settings)], each_tick=servers.revive)
            supervisor.start()
            supervisor.run()
