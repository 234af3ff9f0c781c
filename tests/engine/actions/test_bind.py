"""Bindings: units by code, instruments by number; a party without a unit is refused."""

from __future__ import annotations

import pytest

from engine.actions.bundles.bind import bind
from engine.actions.bundles.load import load
from engine.core.bindings import BindingAsked, BindingsFaulty
from engine.core.versions import Binding
from engine.errors import BundleRefused
from engine.outside.bundle_folder import read_bundle
from engine.simulate import demo_city as city
from engine.simulate.demo.read import demo
from engine.simulate.demo.values import demo_id
from engine.store.versions import bindings_in_force, versions_in_force
from tests.engine.store.factory import census
from tests.factories.delegations import delegated
from tests.factories.office import SLUG, Office
from tests.factories.ward import WORKFLOWS

DELEGATION = "1883/QĐ-UBND"
WITH_PARTY = "hn_1.012644"
FOLDER = WORKFLOWS / "ton_giao" / WITH_PARTY


def test_units_are_found_by_code_and_the_instrument_by_number(office: Office) -> None:
    department, city_unit = demo().unit("lc_sct"), demo().unit("city")
    asked = (
        BindingAsked("a", department.code, {"ubnd": city_unit.code}, DELEGATION),
        BindingAsked("a", city_unit.code, {}, None),
    )
    assert bind(office.outside, asked) == {
        "a": (
            Binding(department.id, {"ubnd": city_unit.id}, demo_id("instrument:lc_1883")),
            Binding(city_unit.id),
        )
    }


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (BindingAsked("a", "H99", {}, None), "đơn vị H99"),
        (BindingAsked("a", "H26", {"ubnd": "H98"}, None), "đơn vị H98"),
        (BindingAsked("a", "H26", {}, "0/QĐ"), "văn bản 0/QĐ không có trong danh mục"),
    ],
)
def test_what_the_register_does_not_know_is_named(
    office: Office, asked: BindingAsked, words: str
) -> None:
    with pytest.raises(BindingsFaulty) as refused:
        bind(office.outside, (asked,))
    assert words in refused.value.sentence


def test_a_number_that_two_instruments_have_is_not_guessed(office: Office) -> None:
    for name in ("Chi nhánh Một", "Chi nhánh Hai"):
        delegated(office.outside, name, "71", bound=False)
    with pytest.raises(BindingsFaulty, match="hơn một văn bản cùng số"):
        bind(office.outside, (BindingAsked("a", "H26", {}, "71/QĐ-UBND"),))


def test_a_party_without_a_unit_is_refused_and_nothing_is_stored(office: Office) -> None:
    with office.outside.sessions() as session:
        before = census(session)
    for parties, words in (
        ({}, "bên tham gia ubnd ("),
        ({"ubnd": city.CITY, "la": city.WARD}, "không có bên tham gia la"),
    ):
        with pytest.raises(BundleRefused) as refused:
            load(office.outside, read_bundle(FOLDER), "khac", [Binding(city.WARD, parties)])
        assert words in refused.value.sentence
        assert refused.value.problems
    with office.outside.sessions() as session:
        assert census(session) == before


def test_a_procedure_with_parties_is_not_for_every_unit(office: Office) -> None:
    with pytest.raises(BundleRefused, match="Chưa gắn đơn vị"):
        load(office.outside, read_bundle(FOLDER), "khac")


def test_loaded_again_without_bindings_it_stays_where_it_is(office: Office) -> None:
    with office.outside.sessions() as session:
        now = office.clock.now()
        before = bindings_in_force(session, WITH_PARTY, now)
    assert [binding.parties for binding in before] == [{"ubnd": city.CITY}]
    changed = {**read_bundle(FOLDER), "ghi_chu.txt": b"khac"}
    assert load(office.outside, changed, WITH_PARTY).new
    office.clock.forward(seconds=1)
    with office.outside.sessions() as session:
        assert bindings_in_force(session, WITH_PARTY, office.clock.now()) == before
        [version] = versions_in_force(session, office.clock.now(), WITH_PARTY)
        assert version.binding.unit_id == demo().unit("hn_so_dttg").id


def test_two_bindings_are_published_together_or_not_at_all(office: Office) -> None:
    folder = WORKFLOWS / "chung_thuc" / SLUG
    good, bad = Binding(city.CITY), Binding(city.WARD, {"la": city.CITY})
    with pytest.raises(BundleRefused):
        load(office.outside, read_bundle(folder), "hai", [good, bad])
    with office.outside.sessions() as session:
        assert bindings_in_force(session, "hai", office.clock.now()) == ()
    load(office.outside, read_bundle(folder), "hai", [good, Binding(city.WARD)])
    office.clock.forward(seconds=1)
    with office.outside.sessions() as session:
        found = bindings_in_force(session, "hai", office.clock.now())
    assert {binding.unit_id for binding in found} == {city.CITY, city.WARD}
