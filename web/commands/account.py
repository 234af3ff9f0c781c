"""`trinhky account …`: the first account of an installation; later ones are made on the pages."""

from __future__ import annotations

import os

import click

from engine.actions.accounts.keep.create import create_by_hand
from engine.errors import InvalidAnswers, SettingsWrong
from engine.outside.outside import connect, prepare_database
from engine.outside.servers import Servers
from engine.settings import Settings


@click.group(help="Tài khoản của hệ thống.")
def account() -> None:
    """Subcommands say what."""


@account.command(help="Tạo tài khoản; mật khẩu đầu chỉ hiện một lần, phải đổi khi đăng nhập.")
@click.argument("login")
@click.option("--name", required=True, help="Họ và tên người giữ tài khoản.")
@click.option("--admin", is_flag=True, help="Giữ vị trí quản trị tài khoản.")
def create(login: str, name: str, admin: bool) -> None:
    """Whoever may run this on the server may do everything already: nobody is asked."""
    with Servers(Settings.from_env(os.environ)) as servers:
        prepare_database(servers.settings)
        try:
            password = create_by_hand(connect(servers.settings), login, name, admin=admin)
        except InvalidAnswers as refused:
            said = [sentence for each in refused.fields.values() for sentence in each]
            raise SettingsWrong(" ".join(said)) from None
    click.echo(f"Tên đăng nhập: {login.strip().lower()}")
    click.echo(f"Mật khẩu đầu: {password}")
