"""`trinhky bench …`: speed, measured as ratios within one run."""

from __future__ import annotations

import os

import click

from engine.bench.engine_bench import bench_engine
from engine.settings import Settings
from web.commands.load import SHIPPED
from web.commands.output import json_option, tell_json


@click.group(help="Đo tốc độ trên máy này, so với chuẩn trong cùng một lần chạy.")
def bench() -> None:
    """Subcommands say what."""


@bench.command(help="Số bước xử lý mỗi giây, cạnh pgbench với giao dịch tương đương.")
@json_option
def engine(as_json: bool) -> None:
    """Takes about two minutes; the database it used is left for a look."""
    measured = bench_engine(Settings.from_env(os.environ), SHIPPED)
    for name, value in measured.items():
        click.echo(f"  {name}: {value}")
    if as_json:
        tell_json(measured)
