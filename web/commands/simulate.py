"""`trinhky simulate …`: made-up things of a real size."""

from __future__ import annotations

from pathlib import Path

import click

from engine.core.vietnamese import format_number
from engine.simulate.city_register.book import write_book
from engine.simulate.city_register.make import make_city


@click.group(help="Làm dữ liệu giả có cỡ thật, để thử và đo.")
def simulate() -> None:
    """Subcommands say what."""


@simulate.command(help="Một danh mục thẩm quyền cỡ thành phố Hà Nội, để nạp bằng load register.")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--seed", default=1, help="Cùng số này thì cùng danh mục.")
def register(out: Path, seed: int) -> None:
    """Units, seats, people, competences, decisions and plans; the figures are the city's own."""
    written = write_book(make_city(seed), out)
    click.echo(f"{out}: {format_number(written)} dòng (tên người, phường, thủ tục đều giả)")
