"""`trinhky why DOSSIER [TASK]`: law → instrument → position → person → condition values."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

import click

from engine.core.canonical import as_json as plain
from engine.core.vietnamese import format_moment
from engine.errors import InvalidAnswers, SettingsWrong
from engine.outside.outside import connect
from engine.outside.servers import Servers
from engine.questions.register.answers import No, Yes
from engine.questions.register.why import TaskWhy
from engine.questions.register.why import why as ask_why
from engine.settings import Settings
from web.commands.output import json_option, tell_json
from web.moments import read_moment


@click.command(
    help="Vì sao bước này của hồ sơ được làm, hoặc không được làm: căn cứ từng mắt xích."
)
@click.argument("dossier")
@click.argument("task", required=False)
@click.option("--at", help="Hỏi về thời điểm này (ngày/tháng/năm giờ:phút, hoặc ISO 8601).")
@click.option("--known-at", help="Theo những gì danh mục thẩm quyền đã biết vào lúc này.")
@json_option
def why(
    dossier: str, task: str | None, at: str | None, known_at: str | None, as_json: bool
) -> None:
    """`DOSSIER` is a code or id, `TASK` an id or the name of an element. Reads only."""
    with Servers(Settings.from_env(os.environ)) as servers:
        outside = connect(servers.settings)
        found = ask_why(outside, dossier, task, at=_moment(at), known_at=_moment(known_at))
    click.echo(f"{found.code} · {found.procedure} {found.procedure_title}")
    for each in found.tasks:
        for line in _lines(each):
            click.echo(line)
    if as_json:
        told = plain(asdict(found))
        assert isinstance(told, dict)
        tell_json(told)


def _lines(task: TaskWhy) -> Iterator[str]:
    yield f"\n{task.step} [{task.element}]"
    for each in task.answered:
        sound = "" if each.intact else " (KHÔNG khớp lịch sử)"
        yield f"  Đã trả lời lúc {format_moment(each.used_at)}{sound}:"
        yield from _answer(each.answer)
    if task.asked is None:
        return
    yield (
        f"  Hỏi lại về {format_moment(task.asked.at)}, "
        f"theo điều đã biết lúc {format_moment(task.asked.known_at)}:"
    )
    if task.asked.doer is not None:
        yield "  Người đã làm bước này:"
        yield from _answer(task.asked.doer)
        yield "  Mọi đường thẩm quyền:"
    for answer in task.asked.everybody:
        yield from _answer(answer)


def _answer(answer: Yes | No) -> Iterator[str]:
    if isinstance(answer, No):
        yield f"    KHÔNG {answer.person or '(chưa có người)'} [{answer.clause}]: {answer.says}"
        return
    yield f"    ĐƯỢC {answer.person}: {answer.power_words}. {answer.valid_words}"
    if answer.capacity:
        yield f"      Ký với tư cách: {' / '.join(answer.capacity)}"
    for node in answer.chain:
        yield f"      → {node.says}"
    for condition in answer.conditions:
        values = ", ".join(f"{name} = {value}" for name, value in condition.values)
        yield f"      → Điều kiện {condition.scope}: {values}"


def _moment(written: str | None) -> datetime | None:
    """Raises SettingsWrong."""
    try:
        return read_moment("at", written)
    except InvalidAnswers as refused:
        [[sentence]] = refused.fields.values()
        raise SettingsWrong(f"“{written}”: {sentence}") from None
