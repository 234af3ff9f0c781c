"""`trinhky verify FILE…`: is a signed PDF what it says? The verdict of the public page, offline."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from engine.settings import Settings
from signing.errors import KeyUnreadable
from signing.keys.certificate import load_roots
from signing.verify.reasons import Verdict
from signing.verify.report import Report
from signing.verify.verify import verify as verdict_on
from web.commands.output import json_option, tell_json

WORDS = {
    Verdict.VALID: "HỢP LỆ",
    Verdict.INVALID: "KHÔNG HỢP LỆ",
    Verdict.UNREADABLE: "KHÔNG ĐỌC ĐƯỢC",
    Verdict.INDETERMINATE: "CHƯA KẾT LUẬN ĐƯỢC",
}


@click.command(help="Kiểm tra chữ ký số của các tệp PDF bằng các gốc tin cậy trong TRINHKY_HOME.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--trust",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Tệp PEM hoặc thư mục PEM thay cho các gốc của TRINHKY_HOME.",
)
@json_option
def verify(files: tuple[Path, ...], trust: tuple[Path, ...], as_json: bool) -> None:
    """Exit 0 valid, 1 invalid, 2 not readable, 3 indeterminate; of several files the worst.

    With `--json` one object for one file, a list of objects (with `file`) for several.
    """
    roots = _roots(trust)
    now = datetime.now(UTC)
    reports = [(path, _judged(path, roots, now)) for path in files]
    for path, report in reports:
        _tell(path, report)
    if as_json and len(reports) == 1:
        tell_json(reports[0][1].to_json())
    elif as_json:
        tell_json({"files": [{"file": str(p), **r.to_json()} for p, r in reports]})
    sys.exit(max((r.exit_code for _, r in reports), key=(0, 3, 1, 2).index))


def _roots(trust: Sequence[Path]) -> tuple[bytes, ...]:
    """Raises click's usage error for something that is no certificate."""
    kept = Settings.from_env(os.environ).trust
    folders = trust or ((kept,) if kept.is_dir() else ())
    found = [
        pem
        for place in folders
        for pem in (sorted(place.glob("*.pem")) if place.is_dir() else [place])
    ]
    try:
        return load_roots(path.read_bytes() for path in found)
    except KeyUnreadable as fault:
        raise click.BadParameter(fault.sentence, param_hint="--trust") from fault


def _judged(path: Path, roots: Sequence[bytes], now: datetime) -> Report:
    """A file that cannot be opened is one that cannot be read."""
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    return verdict_on(content, roots, at=now)


def _tell(path: Path, report: Report) -> None:
    click.echo(f"{path.name}: {WORDS[report.verdict]}")
    for sentence in report.sentences:
        click.echo(f"  {sentence}")
    for one in report.signatures:
        capacity = f", {one.capacity}" if one.capacity else ""
        instrument = f", theo {one.instrument}" if one.instrument else ""
        when = f", ký lúc {one.time.isoformat(timespec='seconds')}" if one.time else ""
        good = "nguyên vẹn, tin cậy" if one.intact and one.trusted else "CÓ VẤN ĐỀ"
        click.echo(f"  - {one.field}: {one.signer}{capacity}{instrument}{when} ({good})")
        if one.says:
            click.echo(f"    {' '.join(one.says)}")
