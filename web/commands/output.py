"""How commands speak: sentences for people, one JSON object as the last line for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import click

from bpmn.values import Problem, Severity
from engine.core.register_file.changes import KIND_WORDS, Changes, Kind
from engine.core.register_file.sheets import SHEETS
from engine.core.vietnamese import format_number
from engine.errors import RegisterFaulty

MOST = 40
"""Lines of each kind of change that a terminal shows."""

json_option = click.option("--json", "as_json", is_flag=True, help="Thêm một dòng JSON ở cuối.")


def tell_json(content: Mapping[str, object]) -> None:
    """The object on one line."""
    click.echo(json.dumps(content, ensure_ascii=False))


def tell_problems(problems: Iterable[Problem]) -> None:
    """One problem a paragraph: place, what, what to do."""
    for problem in problems:
        mark = "LỖI" if problem.severity is Severity.ERROR else "CẢNH BÁO"
        place = f"{problem.file}, {problem.element}" if problem.element else problem.file
        click.echo(f"  {mark} {place} [{problem.code}]\n    {problem.cause}\n    → {problem.cure}")


def tell_faults(faulty: RegisterFaulty) -> None:
    """Every place that is wrong in a file of the register, then how many in all."""
    for fault in faulty.faults:
        click.echo(f"  LỖI {fault.in_words()}")  # type: ignore[attr-defined]
    if faulty.more:
        click.echo(f"  … và {format_number(faulty.more)} chỗ khác.")
    click.echo(faulty.sentence)


def tell_changes(changes: Changes) -> None:
    """As a difference: + new, ~ corrected, - ended; then how many of each, by sheet."""
    for mark, kind in (("+", Kind.NEW), ("~", Kind.CORRECTED), ("-", Kind.ENDED)):
        for said in changes.of(kind, MOST):
            click.echo(f"  {mark} {said}")
        if (more := changes.total(kind) - MOST) > 0:
            click.echo(f"  {mark} … và {format_number(more)} dòng khác")
    for sheet in SHEETS:
        counts = changes.counts[sheet.table]
        if sum(counts.values()):
            said = ", ".join(f"{format_number(counts[k])} {KIND_WORDS[k]}" for k in Kind)
            click.echo(f"{sheet.title}: {said}")
