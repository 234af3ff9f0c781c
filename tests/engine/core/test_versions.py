"""Which internal procedure a desk takes a dossier in with, and who then resolves it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from engine.core.authority.register import Clause, Refusal
from engine.core.versions import Binding, Choice, Version, choose, taken_in


def _id(name: str) -> UUID:
    return uuid5(UUID(int=9), name)


def _version(
    slug: str, unit: str | None = None, instrument: str | None = None, **parties: str
) -> Version:
    bound = {party: _id(name) for party, name in parties.items()}
    binding = Binding(_id(unit) if unit else None, bound, _id(instrument) if instrument else None)
    return Version(slug, "2.000229", slug, binding)


COMMON = _version("chung")
OWN = _version("rieng", "sở")
DELEGATED = _version("uy_quyen", "sở", "1883", ubnd="tỉnh", receiving="trung tâm")
TO_DISTRICT = _version("uy_quyen_2", "chi cục", "1884", ubnd="tỉnh", receiving="trung tâm")
UNDELEGATED = _version("tai_tinh", "tỉnh", so="sở")


def _ended(number: str) -> Refusal:
    said = f"Quyết định số {number}/QĐ-UBND đã hết hiệu lực."
    return Refusal(Clause.EXPIRED, _id(number), said)


def _choose(
    versions: Iterable[Version],
    desk: str,
    *ended: str,
    resolving: str | None = None,
) -> Choice:
    refusals = {_id(name): _ended(name) for name in ended}
    unit = _id(resolving) if resolving else None
    return choose(versions, _id(desk), refusals.get, unit)


def _slugs(choice: Choice) -> list[str]:
    return [version.slug for version in choice.versions]


def test_a_version_for_every_unit_is_resolved_where_it_is_taken_in() -> None:
    [version] = _choose([COMMON], "phường").versions
    assert version.resolved_by(_id("phường")) == _id("phường")
    assert version.parties_of(_id("phường")) == {
        "resolving": _id("phường"),
        "receiving": _id("phường"),
    }


def test_the_delegated_version_goes_before_the_undelegated_one() -> None:
    assert _slugs(_choose([UNDELEGATED, DELEGATED], "sở")) == ["uy_quyen"]


def test_when_the_delegation_has_ended_it_is_the_undelegated_one() -> None:
    assert _slugs(_choose([UNDELEGATED, DELEGATED], "sở", "1883")) == ["tai_tinh"]


def test_when_nobody_else_resolves_it_the_reason_is_told() -> None:
    choice = _choose([DELEGATED], "sở", "1883")
    assert (choice.versions, choice.refusal) == ((), _ended("1883"))


def test_of_two_delegates_the_desk_chooses() -> None:
    both = [DELEGATED, TO_DISTRICT, UNDELEGATED]
    assert _slugs(_choose(both, "trung tâm")) == ["uy_quyen", "uy_quyen_2"]
    assert _slugs(_choose(both, "trung tâm", resolving="chi cục")) == ["uy_quyen_2"]
    assert _slugs(_choose(both, "trung tâm", "1884")) == ["uy_quyen"]


def test_a_desk_cannot_choose_the_unit_that_delegated() -> None:
    """While the delegation is in force and published the dossier goes to a delegate."""
    choice = _choose([DELEGATED, UNDELEGATED], "tỉnh", resolving="tỉnh")
    assert (choice.versions, choice.refusal) == ((), None)


def test_the_reason_is_that_of_the_chosen_unit() -> None:
    choice = _choose([DELEGATED, TO_DISTRICT], "trung tâm", "1883", resolving="sở")
    assert (choice.versions, choice.refusal) == ((), _ended("1883"))
    both_ended = _choose([DELEGATED, TO_DISTRICT], "trung tâm", "1883", "1884", resolving="chi cục")
    assert both_ended.refusal == _ended("1884")
    assert _choose([DELEGATED, TO_DISTRICT], "trung tâm", resolving="khác").refusal is None


def test_a_party_and_a_receiving_unit_take_in_and_the_bound_unit_resolves() -> None:
    for desk in ("tỉnh", "trung tâm", "sở"):
        [version] = _choose([DELEGATED], desk).versions
        parties = version.parties_of(_id(desk))
        assert (parties["resolving"], parties["receiving"]) == (_id("sở"), _id(desk))
        assert parties["ubnd"] == _id("tỉnh")
    assert _choose([DELEGATED], "phường") == Choice(())


def test_a_unit_with_a_version_of_its_own_has_no_part_in_the_one_for_all() -> None:
    own, common = _version("mot", "sở"), _version("mot")
    assert taken_in([common, own], _id("sở")) == (own,)
    assert taken_in([common, own], _id("phường")) == (common,)


_VERSIONS = st.lists(
    st.sampled_from([COMMON, OWN, DELEGATED, TO_DISTRICT, UNDELEGATED]), unique_by=lambda v: v.slug
)
_DESKS = st.sampled_from(["sở", "tỉnh", "chi cục", "trung tâm", "phường"])


@given(_VERSIONS, _DESKS, st.sets(st.sampled_from(["1883", "1884"])))
def test_what_is_chosen_is_taken_in_here_and_rests_on_nothing_that_has_ended(
    versions: list[Version], desk: str, ended: set[str]
) -> None:
    choice = _choose(versions, desk, *ended)
    here = taken_in(versions, _id(desk))
    alive = [v for v in here if v.binding.instrument_id not in {_id(name) for name in ended}]
    assert set(_slugs(choice)) <= {v.slug for v in alive}
    assert bool(choice.versions) == bool(alive)
    assert (choice.refusal is not None) == bool(here and not alive)
    delegated = [v.binding.instrument_id is not None for v in choice.versions]
    assert all(delegated) or not any(v.binding.instrument_id for v in alive)
    units = [v.resolved_by(_id(desk)) for v in choice.versions]
    assert len(units) == len(set(units))
