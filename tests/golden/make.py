"""`python -m tests.golden.make <release>`: play every story once and keep it at every stop.

Refuses a release that is there: golden files are made when a release is, and never again. A story
that does not go as told ends it, and nothing is kept.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import yaml

from engine.actions.bundles.load import EVERYWHERE, load
from engine.actions.outbox.sweep import sweep
from engine.core.bundle_paths import SCENARIOS
from engine.outside.bundle_folder import procedure_folders, read_bundle
from engine.outside.outside import Outside, connect, own_database, prepare_database
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate.demo.bindings import demo_bindings
from engine.simulate.play import begin_with_the_ward, player_of
from engine.simulate.scenario import read_scenarios
from engine.simulate.seed import seed
from engine.simulate.stage import Stage
from engine.store.links import links_of
from engine.store.records import BundleRow
from engine.store.register_epoch import set_clock_offset
from engine.store.time import read_time
from tests.factories.pki import running_pki
from tests.factories.ward import WORKFLOWS
from tests.golden.golden_file import RELEASES, Stop, write_golden, write_once
from tests.golden.tables import rows_of, shared_rows


def main(release: str) -> None:
    """Raises FileExistsError for a release that was made."""
    if (RELEASES / release).exists():
        raise FileExistsError(f"{release} was made; golden files are never made again.")
    with tempfile.TemporaryDirectory(prefix="trinhky-golden-") as home:
        made = Path(home) / "golden"
        made.mkdir()
        settings = Settings.from_env({"TRINHKY_HOME": home})
        servers = Servers(settings, durable=False)
        try:
            with servers, running_pki(Path(home)) as pki:
                own = own_database(servers.settings, "golden")
                own = replace(own, demo=True, tsa_url=pki.pki.tsa_url, trust=pki.pki.trust)
                _make(own, made)
        finally:
            servers.postgres.remove()
        shutil.move(made, RELEASES / release)


def _make(settings: Settings, folder: Path) -> None:
    prepare_database(settings)
    outside = connect(settings)
    seed(outside)
    begin_with_the_ward(outside)
    bindings = demo_bindings()
    for each in procedure_folders(WORKFLOWS):
        load(outside, read_bundle(each), each.name, bindings.get(each.name, EVERYWHERE))
    _keep_shared(outside, folder)
    for each in procedure_folders(WORKFLOWS):
        if (each / SCENARIOS).is_file():
            _keep_stories(outside, each, folder)


def _keep_shared(outside: Outside, folder: Path) -> None:
    with outside.sessions.begin() as session:
        set_clock_offset(session, 0)
        write_once(folder / "register.json.gz", shared_rows(session))
        for bundle in session.query(BundleRow).order_by(BundleRow.sha256):
            columns = {c.name: getattr(bundle, c.name) for c in BundleRow.__table__.columns}
            columns |= {
                "content": f"\\x{bundle.content.hex()}",
                "loaded_at": bundle.loaded_at.isoformat(),
            }
            (folder / "bundles").mkdir(exist_ok=True)
            write_once(folder / "bundles" / f"{bundle.sha256[:16]}.json.gz", columns)


def _keep_stories(outside: Outside, procedure: Path, folder: Path) -> None:
    stops: list[Stop] = []

    def keep(stage: Stage, number: int) -> None:
        stops.append(_stop(stage, number))

    player = player_of(outside, procedure.name, work=lambda: sweep(outside), after_each=keep)
    told = yaml.safe_load((procedure / SCENARIOS).read_text(encoding="utf-8"))
    for story, scenario in zip(told, read_scenarios(procedure), strict=True):
        stops.clear()
        times = player.times(scenario)
        played = player.play(scenario)
        if played.difference is not None:
            raise SystemExit(f"{procedure.name} {scenario.name}: {played.difference}")
        path = folder / procedure.name / f"{scenario.name}.json.gz"
        write_golden(path, procedure.name, story, times, stops)
        said = f"{path.relative_to(folder)}: {len(stops)} stops, {path.stat().st_size} bytes"
        sys.stdout.write(said + "\n")


def _stop(stage: Stage, number: int) -> Stop:
    known = stage.known()
    with stage.outside.sessions.begin() as session:
        dossiers = set(known.values())
        waiting = list(dossiers)
        while waiting:
            others = {link.other_id for link in links_of(session, waiting.pop())} - dossiers
            dossiers |= others
            waiting += others
        now = read_time(session, stage.outside.clock.now()).now
        return Stop(number + 1, now, dict(known), rows_of(session, dossiers))


if __name__ == "__main__":
    main(sys.argv[1])
