"""`trinhky report --check`: the heads' report against a recount from the history."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict

import click

from engine.core.period import Period, period_around
from engine.core.vietnamese import LOCAL, parse_date
from engine.errors import SettingsWrong
from engine.outside.outside import connect
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate.report_check import check_report
from web.commands.output import json_option, tell_json


@click.command(help="Đối chiếu báo cáo với số đếm lại từ lịch sử hồ sơ (toàn bộ đơn vị).")
@click.option("--check", is_flag=True, required=True, help="So từng con số; sai thì mã 1.")
@click.option("--from", "first", help="Ngày đầu (ngày/tháng/năm); mặc định: đầu năm nay.")
@click.option("--to", "last", help="Ngày cuối; mặc định: hôm nay.")
@json_option
def report(check: bool, first: str | None, last: str | None, as_json: bool) -> None:
    """Exit 0 when all figures are equal, 1 when one differs. Reads only."""
    with Servers(Settings.from_env(os.environ)) as servers:
        outside = connect(servers.settings)
        today = outside.clock.now().astimezone(LOCAL).date()
        try:
            begins = parse_date(first) if first else period_around("year", today).first
            asked = Period(begins, parse_date(last) if last else today)
        except ValueError as fault:
            raise SettingsWrong(str(fault)) from None
        checked = check_report(outside, [asked, period_around("month", today)])
    for said in checked.differences:
        click.echo(f"  KHÁC {said}")
    click.echo(
        f"{checked.dossiers} hồ sơ, {checked.compared} con số, "
        f"{len(checked.differences)} sai lệch với lịch sử"
    )
    if as_json:
        tell_json(asdict(checked))
    sys.exit(1 if checked.differences else 0)
