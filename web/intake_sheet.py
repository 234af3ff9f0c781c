"""What stands on the intake page: as it was sent, as a known person fills it, or from online."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from uuid import UUID

from flask import g, request

from engine.actions.dossiers.receive import Reused
from engine.actions.pending import KeptFile, kept_files
from engine.core.dossier import Party
from engine.core.written_id import written_id
from engine.errors import NotYours
from engine.questions.intake.acquaintance import Acquaintance, PersonOffer, acquaintance
from engine.questions.intake.online import OnlineToReceive
from engine.questions.intake.procedures import IntakeChoice
from web.answers import answers_of
from web.current import actor, outside
from web.reads import note_persons

ROLES = ("applicant", "submitter")
NOBODY = Party("", None, None, None, None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page. `kept` are files that need not be sent again."""

    applicant: Party = NOBODY
    submitter: Party | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    kept: tuple[KeptFile, ...] = ()
    reused: tuple[Reused, ...] = ()
    known: Acquaintance = field(default_factory=Acquaintance)
    offers: Mapping[str, tuple[PersonOffer, ...]] = field(default_factory=dict)
    """Persons to pick from, by role, where they were asked for without a script."""
    online_id: UUID | None = None
    online_code: str | None = None
    notices: tuple[str, ...] = ()
    print_at_once: bool = False
    refilled: str | None = None
    """Code of the dossier from which the answers were filled in."""

    @property
    def given(self) -> Mapping[str, str]:
        """Texts of the persons' fields, by name."""
        people = {"applicant": self.applicant, "submitter": self.submitter or NOBODY}
        return {
            f"{role}.{name}": text or ""
            for role, party in people.items()
            for name, text in asdict(party).items()
        }

    def kept_for(self, component: str) -> list[KeptFile]:
        return [each for each in self.kept if each.component == component]

    def is_reused(self, paper_id: UUID) -> bool:
        return any(each.paper_id == paper_id for each in self.reused)


def blank_sheet() -> Sheet:
    """Nothing yet."""
    return Sheet()


def online_sheet(choice: IntakeChoice, taken_up: OnlineToReceive) -> Sheet:
    """Filled in with an online submission, its files in their places."""
    return Sheet(
        applicant=taken_up.applicant,
        submitter=taken_up.submitter,
        answers=taken_up.answers,
        kept=taken_up.files,
        known=_known(choice, taken_up.applicant),
        online_id=taken_up.id,
        online_code=taken_up.code,
    )


def sent_sheet(choice: IntakeChoice, recognise: bool = True) -> Sheet:
    """As the form was sent, with the files that came with it now."""
    form = request.form
    applicant = party_sent("applicant")
    online_id = written_id(form.get("online", ""))
    wanted = [id for id in map(written_id, form.getlist("kept")) if id is not None]
    wanted += g.get("kept_now", [])
    owners = [actor().person_id, *([online_id] if online_id is not None else [])]
    return Sheet(
        applicant=applicant,
        submitter=submitter_sent(),
        answers=answers_of(form),
        kept=tuple(f for owner in owners for f in kept_files(outside(), owner, wanted)),
        reused=tuple(r for r in map(_reused, form.getlist("reused")) if r is not None),
        known=_known(choice, applicant) if recognise else Acquaintance(),
        online_id=online_id,
        online_code=form.get("online_code") or None,
        notices=tuple(form.getlist("notices")),
        print_at_once="print_at_once" in form,
    )


def refilled(choice: IntakeChoice, sheet: Sheet, role: str, person: Party) -> Sheet:
    """With the person who was picked; an applicant's last answers stand where nothing does."""
    if role != "applicant":
        return replace(sheet, submitter=person)
    known = _known(choice, person)
    said = {key: value for key, value in sheet.answers.items() if value not in ("", None)}
    new = {key: value for key, value in known.answers.items() if key not in said}
    return replace(
        sheet,
        applicant=person,
        known=known,
        answers={**sheet.answers, **new},
        refilled=known.before if new else None,
    )


def party_sent(role: str) -> Party:
    """The person as the form has them."""

    def text(name: str) -> str | None:
        return request.form.get(f"{role}.{name}", "").strip() or None

    return Party(
        full_name=text("full_name") or "",
        identity=text("identity"),
        phone=text("phone"),
        email=text("email"),
        address=text("address"),
    )


def submitter_sent() -> Party | None:
    """Who hands in for the applicant, if the form names somebody."""
    submitter = party_sent("submitter")
    return submitter if any(asdict(submitter).values()) else None


def _known(choice: IntakeChoice, applicant: Party) -> Acquaintance:
    try:
        found = acquaintance(outside(), actor(), choice, applicant)
    except NotYours:  # the press says it, with the form filled in
        return Acquaintance()
    if found != Acquaintance():
        note_persons()
    return found


def _reused(text: str) -> Reused | None:
    component, dossier, paper = [*text.split(":"), "", ""][:3]
    dossier_id, paper_id = written_id(dossier), written_id(paper)
    if dossier_id is None or paper_id is None:
        return None
    return Reused(component, dossier_id, paper_id)
