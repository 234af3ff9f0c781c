"""A revocation in the very instant of the signature: one of the two comes first, and it is told
everywhere alike. `trinhky bench races` does this a thousand times."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.actions.documents.show import show
from engine.bench.race_bench import race
from engine.core.authority.register import Clause
from engine.errors import NotYours
from engine.simulate import demo_city as city
from engine.store.documents import attempts_of
from engine.store.verify_history import first_broken
from tests.factories.office import GATHER, SIGN, person
from tests.factories.stages import Case


@pytest.mark.parametrize("wait", [0.0, 0.03, 0.3])
def test_either_the_signature_came_first_or_nothing_is_released(to_sign: Case, wait: float) -> None:
    office = to_sign.office
    ref = office.ref(to_sign.id, SIGN)
    with ThreadPoolExecutor(2) as threads:
        ran = race(office.outside, ref, city.ASSIGNMENT, wait, threads)
    assert office.open_steps(to_sign.id) == [GATHER if ran.signed else SIGN]
    with office.outside.sessions() as session:
        states = {a.status for a in attempts_of(session, to_sign.id, ref.task_id)}
        assert first_broken(session, to_sign.id) is None
    assert states <= ({"finished"} if ran.signed else {"refused", "begun"})
    if not ran.signed:
        with pytest.raises(NotYours) as refused:
            show(office.outside, person("pho_chu_tich"), ref)
        assert refused.value.clause == Clause.REVOKED
