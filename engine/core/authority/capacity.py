"""The lines above the name in a signature block (NĐ 30/2020/NĐ-CP Art 13 and Phụ lục I, II.7)."""

from __future__ import annotations

from engine.core.authority.register import GrantKind, Position, Rank, Unit

_FOR = {
    GrantKind.DEPUTY: "KT.",
    GrantKind.DEPUTY_IN_CHARGE: "KT.",
    GrantKind.BY_ORDER: "TL.",
    GrantKind.SIGNING_DELEGATION: "TUQ.",
}


def for_collective(unit: Unit) -> tuple[str, ...]:
    """`TM. ỦY BAN NHÂN DÂN`, where the collective decides."""
    return (f"TM. {unit.collective_name.upper()}",) if unit.collective_name else ()


def passed_on(
    lines: tuple[str, ...], kind: GrantKind, giver: Position, receiver: Unit | None
) -> tuple[str, ...]:
    """The lines above the receiver's own title after a grant of this kind.

    A deputy signs KT. below whatever the head signs under, so `TM.` and `TL.` stay. By order
    and by signing delegation it is the head alone who is named (`TL. CHỦ TỊCH`). Who received
    the competence itself signs with nothing above the title, but for a collective of its own
    (`receiver` is then the unit to which it was given as a whole).
    """
    if kind not in _FOR:
        return for_collective(receiver) if receiver else ()
    own = f"{_FOR[kind]} {giver.title.upper()}"
    return (*lines, own) if _FOR[kind] == "KT." else (own,)


def own_title(position: Position, acting: bool) -> str:
    """`PHÓ CHỦ TỊCH`; `Q. GIÁM ĐỐC` for an acting head."""
    title = position.title.upper()
    return f"Q. {title}" if acting and position.rank is Rank.HEAD else title
