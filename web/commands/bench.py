"""`trinhky bench …`: speed, measured as ratios within one run."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict

import click

from engine.bench.authority_walk import bench_authority_walk, bench_stored_walk
from engine.bench.clock_bench import bench_clock
from engine.bench.engine_bench import bench_engine
from engine.bench.inbox_bench import bench_inbox
from engine.bench.race_bench import bench_races
from engine.bench.recompute_bench import bench_recompute
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


@bench.command(help="Đồng hồ pháp lý so với một đồng hồ đếm từng phút, trên hồ sơ ngẫu nhiên.")
@click.option("--cases", default=100_000, type=click.IntRange(min=1), help="Số hồ sơ.")
@click.option("--seed", default=1, help="Cùng số này thì cùng các hồ sơ.")
@json_option
def clock(cases: int, seed: int, as_json: bool) -> None:
    """Exit 1 when the two differ anywhere; 100,000 cases take some twenty seconds."""
    measured = bench_clock(cases, seed)
    click.echo(
        f"{cases} hồ sơ, {measured.differences} chỗ khác, {measured.us_per_case} µs mỗi hồ sơ"
    )
    for said in measured.first:
        click.echo(f"  KHÁC {said}")
    if as_json:
        tell_json(
            {
                "cases": measured.cases,
                "differences": measured.differences,
                "us_per_case": measured.us_per_case,
            }
        )
    sys.exit(1 if measured.differences else 0)


@bench.command(help="Danh mục thẩm quyền so với một mô hình viết thẳng từ lời quy định.")
@click.option("--steps", default=100_000, type=click.IntRange(min=1), help="Số bước.")
@click.option("--seed", default=1, help="Cùng số này thì cùng các bước.")
@click.option("--stored", is_flag=True, help="Ghi vào cơ sở dữ liệu và hỏi lại từ đó.")
@json_option
def authority_walk(steps: int, seed: int, stored: bool, as_json: bool) -> None:
    """Exit 1 when the two differ or an answer about the past has changed; 100,000 steps take some
    minutes, as many as 3,000 `--stored`."""
    if stored:
        settings = Settings.from_env(os.environ)
        walked = bench_stored_walk(settings, steps, seed, click.echo)
    else:
        walked = bench_authority_walk(steps, seed, click.echo)
    click.echo(
        f"{steps} bước: {walked.signatures} lần được ký, {walked.refusals} lần bị từ chối; "
        f"{walked.differences} chỗ khác, {walked.changed_answers} câu trả lời đổi, "
        f"{walked.seconds} giây"
    )
    for said in walked.first:
        click.echo(f"  KHÁC {said}")
    if as_json:
        tell_json({name: value for name, value in asdict(walked).items() if name != "first"})
    sys.exit(1 if walked.differences or walked.changed_answers else 0)


@bench.command(help="Tính lại hạn của hồ sơ đang giải quyết sau khi thêm một ngày nghỉ.")
@click.option("--dossiers", default=100_000, type=click.IntRange(min=2), help="Số hồ sơ.")
@json_option
def recompute(dossiers: int, as_json: bool) -> None:
    """`ratio`: against plain UPDATEs of the same rows; the database is left for a look."""
    measured = bench_recompute(Settings.from_env(os.environ), SHIPPED, dossiers, click.echo)
    click.echo(
        f"{measured.changed}/{dossiers} hồ sơ đổi hạn trong {measured.seconds} giây; UPDATE thuần "
        f"cùng số dòng: {measured.plain_update_seconds} giây (gấp {measured.ratio})"
    )
    if as_json:
        tell_json(asdict(measured))


@bench.command(help="Danh sách việc và tìm kiếm của 20 cán bộ giữa rất nhiều việc đang mở.")
@click.option("--rows", default=1_000_000, type=click.IntRange(min=1000), help="Số việc đang mở.")
@click.option("--samples", default=10_000, type=click.IntRange(min=40), help="Số lần bấm.")
@json_option
def inbox(rows: int, samples: int, as_json: bool) -> None:
    """Exit 1 when a counter differs from its list; the database is left for a look."""
    measured = bench_inbox(Settings.from_env(os.environ), SHIPPED, rows, samples, click.echo)
    click.echo(
        f"{rows} việc, {samples} lần bấm: p50 {measured.p50_ms} ms, p95 {measured.p95_ms} ms; "
        f"tìm kiếm p95 {measured.search_p95_ms} ms; {measured.mismatches} số đếm khác danh sách"
    )
    if as_json:
        tell_json(asdict(measured))
    sys.exit(1 if measured.mismatches else 0)


@bench.command(help="Thu hồi phân công đúng lúc người được phân công ký, hàng nghìn lần.")
@click.option("--n", default=1000, type=click.IntRange(min=1), help="Số lần tranh chấp.")
@click.option("--seed", default=1, help="Cùng số này thì cùng các khoảng chờ.")
@json_option
def races(n: int, seed: int, as_json: bool) -> None:
    """Exit 1 when a signature was saved although its ground was not in force."""
    raced = bench_races(Settings.from_env(os.environ), SHIPPED, n, seed, click.echo)
    click.echo(
        f"{raced.races} lần: {raced.signed} đã ký, {raced.refused} bị từ chối (trong đó "
        f"{raced.refused_in_the_act} khi chữ ký đã bắt đầu); không thẩm quyền: "
        f"{raced.without_mandate}; chậm nhất {raced.slowest_refusal_ms} ms"
    )
    if as_json:
        tell_json(asdict(raced))
    sys.exit(1 if raced.without_mandate else 0)
