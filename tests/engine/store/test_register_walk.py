"""The walk over the real tables: slices answer like the whole, and for a known time for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session, sessionmaker

from engine.simulate.authority.walk import walk_stored

_STEPS = 80


def test_slices_answer_like_the_whole_register_and_never_otherwise_about_the_past(
    database: sessionmaker[Session],
) -> None:
    with database() as session:  # not committed: what was done to the register is only added

        @contextmanager
        def begin() -> Iterator[Session]:
            yield session
            session.flush()

        tally = walk_stored("stored", _STEPS, begin)
    assert tally.differences == []
    assert tally.changed_answers == []
    assert min(tally.signatures, tally.refusals) > _STEPS / 20
