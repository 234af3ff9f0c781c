"""Two dossiers side by side: each knows of the other, and nobody learns of a stranger's."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from engine.actions.dossiers.link import link, link_back
from engine.actions.dossiers.open_dossier import Received
from engine.core.authority.register import Power
from engine.core.move import DossierLinked
from engine.errors import AlreadyDone, InvalidAnswers, NotFound
from engine.store.links import links_of
from engine.store.records import DossierRow
from tests.engine.store.factory import census
from tests.factories.office import Office, person
from tests.factories.people import found_ward, seat_somebody

ACTOR = person("tu_phap")


def _links(office: Office, received: Received) -> list[tuple[str, str]]:
    with office.outside.sessions() as session:
        found = links_of(session, received.dossier_id)
    return [(each.other_code, each.relation) for each in found]


def test_both_sides_of_a_link_are_kept(office: Office) -> None:
    one, other = office.receive(), office.receive()
    link(office.outside, ACTOR, one.dossier_id, f" {other.code} ")
    assert _links(office, one) == [(other.code, "related")]
    assert office.sweep() == 1
    assert _links(office, other) == [(one.code, "related")]
    with pytest.raises(AlreadyDone):
        link(office.outside, ACTOR, one.dossier_id, other.code)
    with pytest.raises(AlreadyDone):
        link(office.outside, ACTOR, other.dossier_id, one.code)


def test_the_other_side_is_written_once_however_often_it_is_asked_for(office: Office) -> None:
    one, other = office.receive(), office.receive()
    link(office.outside, ACTOR, one.dossier_id, other.code)
    for _ in range(2):
        link_back(office.outside, one.dossier_id, other.dossier_id, ACTOR.person_id)
    assert office.sweep() == 1
    with office.outside.sessions() as session:
        assert links_of(session, other.dossier_id) == (
            DossierLinked(one.dossier_id, one.code, "related"),
        )
    assert office.dossier(other.dossier_id).version == office.dossier(one.dossier_id).version


def test_what_cannot_be_linked_is_refused_in_one_sentence(office: Office) -> None:
    one = office.receive()
    with office.outside.sessions() as session:
        before = census(session)
    with pytest.raises(NotFound) as unknown:
        link(office.outside, ACTOR, one.dossier_id, "H26.999-000000-0001")
    assert "H26.999-000000-0001" in unknown.value.sentence
    for code in ("", "   ", one.code):
        with pytest.raises(InvalidAnswers):
            link(office.outside, ACTOR, one.dossier_id, code)
    with pytest.raises(NotFound):
        link(office.outside, ACTOR, uuid4(), one.code)
    with office.outside.sessions() as session:
        assert census(session) == before


def test_a_dossier_of_another_ward_is_told_as_one_that_does_not_exist(office: Office) -> None:
    ours = office.receive()
    ward = found_ward(office.outside, "Phường Xa")
    clerk = seat_somebody(office.outside, "Người Lạ", ["one_stop"], [Power.RECEIVE], ward)
    for code in (ours.code, "H26.999-000000-0001"):
        with pytest.raises(NotFound) as refused:
            link(office.outside, clerk, ours.dossier_id, code)
    theirs = _theirs(office, ward)
    with pytest.raises(NotFound) as refused:
        link(office.outside, person("van_thu"), ours.dossier_id, theirs)
    assert refused.value.sentence.replace(theirs, "X") == (
        "Không có hồ sơ mang mã X, hoặc hồ sơ không thuộc đơn vị của ông/bà."
    )


def _theirs(office: Office, ward: UUID) -> str:
    """The code of a dossier that only the other ward has to do with."""
    received = office.receive()
    parties = {"resolving": str(ward), "receiving": str(ward)}
    with office.outside.sessions.begin() as session:
        session.execute(
            update(DossierRow)
            .where(DossierRow.id == received.dossier_id)
            .values(unit_id=ward, receiving_unit_id=ward, parties=parties)
        )
    return received.code
