"""What the form of an instrument tells, and its small buttons."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask_babel import gettext as _

from engine.actions.register.instruments.line_told import LineTold
from engine.actions.register.instruments.told import InstrumentTold, own_columns
from engine.actions.register.wrong import Wrong
from engine.core.written_id import written_id
from engine.questions.register.choice_makers import INSTRUMENT, PERSON, PROCEDURE, SEAT, UNIT
from engine.questions.register.choices import RECEIVER, Choice
from web.instrument_sheet import LineSheet, Sheet
from web.register_form import choice_of, day_of


def changed(sheet: Sheet, act: str, wrong: Wrong) -> Sheet:
    """The form after one of its small buttons: `add-line`, `drop-line-2`, `add-procedure-0`."""
    verb, _dash, number = act.rpartition("-")
    if act == "add-line":
        return replace(sheet, lines=(*sheet.lines, LineSheet()))
    place = int(number) if number.isdigit() else -1
    if not 0 <= place < len(sheet.lines):
        return sheet
    lines = list(sheet.lines)
    if verb == "drop-line":
        del lines[place]
        return replace(sheet, lines=tuple(lines) or (LineSheet(),))
    lines[place] = _with_procedure(lines[place], f"lines.{place}.more", wrong)
    return replace(sheet, lines=tuple(lines))


def _with_procedure(line: LineSheet, field: str, wrong: Wrong) -> LineSheet:
    found = choice_of(PROCEDURE, line.more, field, wrong)
    if found is None:
        return line
    codes = dict.fromkeys((*line.codes, _code(found)))
    return replace(line, procedures="\n".join(codes), more="", every=False)


def told_by(sheet: Sheet, wrong: Wrong) -> InstrumentTold:
    """What the form tells; what cannot be read goes into `wrong`."""
    issuer = choice_of(SEAT, sheet.issuer, "issuer", wrong)
    before = choice_of(INSTRUMENT, sheet.supersedes, "supersedes", wrong)
    return InstrumentTold(
        number=sheet.number,
        issued_on=day_of(sheet.issued_on, "issued_on", wrong),
        kind=sheet.kind,
        issuer_id=issuer.id if issuer else None,
        legal_basis=sheet.legal_basis,
        valid_from=day_of(sheet.valid_from, "valid_from", wrong),
        valid_to=day_of(sheet.valid_to, "valid_to", wrong),
        exclusive=sheet.exclusive,
        deputies_may_sign=sheet.deputies_may_sign,
        on_end=sheet.on_end,
        supersedes_id=before.id if before else None,
        lines=tuple(_line_told(line, f"lines.{n}.", wrong) for n, line in enumerate(sheet.lines)),
    )


def refuse_all(told: InstrumentTold, wrong: Wrong) -> None:
    """Raises InvalidAnswers when something cannot be read, and says what else is missing."""
    if not wrong.fields:
        return
    more = Wrong()
    own_columns(told, more)
    for field, sentences in more.fields.items():
        wrong.fields.setdefault(field, sentences)
    wrong.refuse()


def _line_told(line: LineSheet, before: str, wrong: Wrong) -> LineTold:
    receiver = choice_of(RECEIVER, line.to, f"{before}to", wrong)
    if not line.to.strip():
        wrong.add(f"{before}to", _("Hãy ghi giao cho chức vụ, đơn vị hay người nào."))
    giver = choice_of(SEAT, line.giver, f"{before}giver", wrong)
    procedures = None
    if not line.every:
        asked = (*line.codes, *((line.more,) if line.more.strip() else ()))
        found = [choice_of(PROCEDURE, text, f"{before}procedures", wrong) for text in asked]
        procedures = tuple(_code(choice) for choice in found if choice)
    return LineTold(
        to_position_id=_of_kind(receiver, SEAT),
        to_unit_id=_of_kind(receiver, UNIT),
        to_person_id=_of_kind(receiver, PERSON),
        procedures=procedures,
        powers=line.powers,
        giver_id=giver.id if giver else None,
        qualification=line.qualification,
        scope=line.scope,
        valid_from=day_of(line.valid_from, f"{before}valid_from", wrong),
        valid_to=day_of(line.valid_to, f"{before}valid_to", wrong),
        id=written_id(line.id),
    )


def _of_kind(choice: Choice | None, kind: str) -> UUID | None:
    return choice.id if choice is not None and choice.key.startswith(f"{kind}:") else None


def _code(choice: Choice) -> str:
    return choice.key.partition(":")[2]
