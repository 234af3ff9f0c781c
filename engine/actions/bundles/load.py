"""Put an internal procedure into the database and in force: from then on new dossiers run it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpmn.values import Problem
from engine.errors import BundleRefused
from engine.outside.outside import Outside
from engine.questions.problems import problems
from engine.store.bundles import put_in_force, store_bundle


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: the slug, the bundle's hash, whether it is new, and the warnings."""

    slug: str
    sha256: str
    new: bool
    warnings: tuple[Problem, ...]


def load(outside: Outside, files: Mapping[str, bytes], slug: str) -> Loaded:
    """Check, store by hash and put in force for every unit; the same content twice is one bundle.

    Raises BundleRefused with every error; then nothing is stored. Running dossiers keep theirs.
    """
    checked = problems(files, slug)
    if not checked.loadable or checked.procedure is None:
        raise BundleRefused(f"Quy trình “{slug}” chưa nạp được vì còn lỗi.", checked.problems)
    with outside.sessions.begin() as session:
        now = outside.clock.now()
        sha256 = store_bundle(session, files, checked.procedure, now)
        new = put_in_force(session, checked.procedure, sha256, now)
    return Loaded(slug, sha256, new, checked.problems)
