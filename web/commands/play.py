"""`trinhky play`: tell every scenario through the real database, worker and signer."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from engine.errors import NotFound
from engine.outside.bundle_folder import procedure_folders
from engine.outside.demo_pki import DemoPki, ensure_pki
from engine.outside.outside import Outside, connect, own_database, prepare_database
from engine.outside.private_folders import make_private
from engine.outside.servers import Servers
from engine.outside.supervisor import Child, Supervisor
from engine.settings import Settings
from engine.simulate import demo_city as city
from engine.simulate.demo.bindings import demo_bindings
from engine.simulate.demo_subjects import demo_subjects
from engine.simulate.play import (
    Played,
    begin_with_the_ward,
    play_folder,
    scenarios_pass,
    write_results,
)
from engine.simulate.seed import seed
from web.commands.demo import answers
from web.commands.load import SHIPPED, load_procedures
from web.commands.output import json_option, tell_json
from web.commands.stopping import stopping_cleanly

DATABASE = "trinhky_play"
"""Made anew for every run, beside the installation's own."""
QUEUE_NUMBER = 1
"""The plays' own number inside Valkey, so that a demo's worker does not take their bells."""


@click.command(help="Diễn mọi kịch bản của các quy trình (hoặc các quy trình nêu tên) đến kết quả.")
@click.argument("procedures", nargs=-1)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Ghi kết quả PDF.")
@json_option
def play(procedures: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Exit 1 if any scenario came otherwise than told."""
    folders = _folders(procedures)
    with stopping_cleanly():
        settings = Settings.from_env(os.environ)
        pki = ensure_pki(settings.home, demo_subjects(), city.KEY_PASSWORD)
        with Servers(settings) as servers:
            own = _own(servers.settings, pki)
            prepare_database(own)
            outside = connect(own)
            seed(outside)
            begin_with_the_ward(outside)
            load_procedures(outside, bindings=demo_bindings())
            played = _played_beside_the_worker(own, pki, outside, folders)
    if out is not None:
        for one in played:
            write_results(one, out)
    _tell_procedures(played)
    if as_json:
        tell_json(
            {
                "scenarios": len(played),
                "passed": sum(one.difference is None for one in played),
                "results": sum(one.results for one in played),
                "signatures": sum(one.signatures for one in played),
            }
        )
    sys.exit(0 if scenarios_pass(played) else 1)


def _folders(names: tuple[str, ...]) -> list[Path]:
    shipped = {folder.name: folder for folder in procedure_folders(SHIPPED)}
    unknown = [name for name in names if name not in shipped]
    if unknown:
        raise NotFound(f"Không có quy trình {', '.join(unknown)}; hiện có: {', '.join(shipped)}.")
    return [shipped[name] for name in names or shipped]


def _own(settings: Settings, pki: DemoPki) -> Settings:
    assert settings.redis_url is not None
    mark = "&" if "?" in settings.redis_url else "?"
    return replace(
        own_database(settings, DATABASE),
        redis_url=f"{settings.redis_url}{mark}db={QUEUE_NUMBER}",
        demo=True,
        tsa_url=pki.tsa_url,
        trust=pki.trust,
    )


def _played_beside_the_worker(
    settings: Settings, pki: DemoPki, outside: Outside, folders: Sequence[Path]
) -> list[Played]:
    """The supervisor needs the main thread, so the stories are told in another."""
    supervisor = Supervisor(_children(settings, pki), each_tick=lambda: None)
    supervisor.start()
    with ThreadPoolExecutor(max_workers=1) as teller:
        told = teller.submit(
            lambda: [_told(one) for f in folders for one in play_folder(outside, f)]
        )
        told.add_done_callback(lambda _: os.kill(os.getpid(), signal.SIGTERM))
        supervisor.run()
        return told.result()


def _told(played: Played) -> Played:
    """Say at once how a story went."""
    mark = "đạt  " if played.difference is None else "KHÁC "
    click.echo(f"{mark} {played.procedure} · {played.scenario}")
    if played.difference is not None:
        click.echo(f"      {played.difference}")
    return played


def _tell_procedures(played: Sequence[Played]) -> None:
    """One line a procedure."""
    for slug, stories in groupby(played, key=lambda one: one.procedure):
        every = list(stories)
        passed = sum(one.difference is None for one in every)
        results, signatures = (sum(getattr(s, n) for s in every) for n in ("results", "signatures"))
        click.echo(
            f"{slug}: {passed}/{len(every)} kịch bản đạt, {results} văn bản, {signatures} chữ ký"
        )


def _children(settings: Settings, pki: DemoPki) -> list[Child]:
    """The PKI is shared with a demo that may run in the same home."""
    worker = Child(
        name="worker",
        command=[sys.executable, "-c", "from web.commands import main; main()", "worker"],
        environ=settings.environ(),
        log=make_private(settings.home / "logs") / "play-worker.log",
    )
    return [worker] if answers(pki.crl_url) else [pki.child, worker]
