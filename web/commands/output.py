"""How commands speak: sentences for people, one JSON object as the last line for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import click

from bpmn.values import Problem, Severity

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
