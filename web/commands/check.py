"""`trinhky check PATH…`: is an internal procedure fit to run? Needs no database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bpmn.values import Severity
from engine.errors import BundleRefused
from engine.outside.bundle_folder import procedure_folders, read_bundle
from engine.questions.operations.problems import problems
from web.commands.output import json_option, tell_json, tell_problems


@click.command(help="Kiểm tra quy trình nội bộ trong các thư mục; lỗi thì mã thoát 1.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@json_option
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Errors (structure) exit 1, warnings exit 0."""
    folders = [folder for path in paths for folder in procedure_folders(path)]
    if not folders:
        raise BundleRefused("Không có thư mục nào chứa procedure.yaml ở các đường dẫn đã cho.", ())
    errors = warnings = 0
    listed = []
    for folder in folders:
        found = problems(read_bundle(folder), folder.name).problems
        bad = sum(p.severity is Severity.ERROR for p in found)
        errors, warnings = errors + bad, warnings + len(found) - bad
        click.echo(f"{folder.name}: {'đạt' if not bad else f'{bad} lỗi'}")
        tell_problems(found)
        listed += [
            {
                "procedure": folder.name,
                "severity": p.severity,
                "code": p.code,
                "file": p.file,
                "element": p.element,
                "cause": p.cause,
                "cure": p.cure,
            }
            for p in found
        ]
    if as_json:
        tell_json(
            {
                "procedures": len(folders),
                "errors": errors,
                "warnings": warnings,
                "problems": listed,
            }
        )
    sys.exit(1 if errors else 0)
