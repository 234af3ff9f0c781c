"""Put an internal procedure into the database and in force: from then on new dossiers run it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bpmn.values import Problem
from engine.actions.bundles.competent_there import signing_gaps
from engine.core.procedure import Procedure
from engine.core.schema_problems import problem
from engine.core.versions import RECEIVING, Binding
from engine.errors import BundleRefused
from engine.outside.outside import Outside
from engine.questions.operations.problems import problems
from engine.store.bundles import load_bundle, store_bundle
from engine.store.time import read_time
from engine.store.versions import bindings_in_force, put_in_force

EVERYWHERE = (Binding(),)
"""One version for every unit, with no other agency in it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: the slug, the bundle's hash, whether it is new, the warnings, and the steps
    of authority that nobody may do there, or not for long."""

    slug: str
    sha256: str
    new: bool
    warnings: tuple[Problem, ...]
    gaps: tuple[Problem, ...] = ()


def load(
    outside: Outside,
    files: Mapping[str, bytes],
    slug: str,
    bindings: Sequence[Binding] | None = None,
) -> Loaded:
    """Check, store by hash and put in force as bound; the same content twice is one bundle.

    Without bindings the procedure stays where it is in force, or runs in every unit if it is in
    force nowhere. Running dossiers keep theirs. Raises BundleRefused with every error, also when
    a party that the procedure declares is bound to no unit; then nothing is stored.
    """
    checked = problems(files, slug)
    if not checked.loadable or checked.procedure is None:
        raise BundleRefused(f"Quy trình “{slug}” chưa nạp được vì còn lỗi.", checked.problems)
    with outside.sessions.begin() as session:
        now = outside.clock.now()
        if bindings is None:
            bindings = bindings_in_force(session, slug, read_time(session, now).now) or EVERYWHERE
        for binding in bindings:
            _require_parties(checked.procedure, binding)
        sha256 = store_bundle(session, files, checked.procedure, now)
        new = [
            put_in_force(
                session,
                checked.procedure,
                sha256,
                now,
                unit_id=binding.unit_id,
                parties=binding.parties,
                instrument_id=binding.instrument_id,
            )
            for binding in bindings
        ]
        time = read_time(session, now)
        gaps = signing_gaps(session, load_bundle(session, sha256), bindings, time)
    return Loaded(slug, sha256, any(new), checked.problems, gaps)


def _require_parties(procedure: Procedure, binding: Binding) -> None:
    """Every party has its unit, and nothing is bound that the procedure does not name. Bound as
    "receiving", a unit takes dossiers in at its desk for the one that resolves them."""
    unbound = [p for p in procedure.parties if p not in binding.parties]
    unknown = [p for p in binding.parties if p not in (*procedure.parties, RECEIVING)]
    if not unbound and not unknown:
        return
    if unbound:
        named = ", ".join(f"{party} ({procedure.parties[party]})" for party in unbound)
        sentence = f"Chưa gắn đơn vị cho bên tham gia {named}; hãy bổ sung vào tệp --binding."
    else:
        named = ", ".join(unknown)
        sentence = f"Quy trình không có bên tham gia {named}; hãy sửa tệp --binding."
    refused = problem("parties-unbound", "procedure.yaml", "parties", sentence)
    raise BundleRefused(f"Quy trình “{procedure.slug}” chưa áp dụng được: {sentence}", (refused,))
