"""The world of the access matrix: one dossier of the ward, and every route with every id of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, product
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import Table, func, literal, select, union_all
from werkzeug.routing import AnyConverter, FloatConverter, IntegerConverter, Rule
from werkzeug.test import TestResponse

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.records import AccountRow, DossierRow, Record, SigningAttemptRow
from tests.factories.people import found_ward, seat_somebody
from tests.web.application import application
from tests.web.browsing import hand_over, open_task, pdf, signed_in, take_in

APPLICANT = "Quách Tỉnh Bí Mật"
"""Stands in nothing else that a page could show."""
FIT = {
    "answers.ket_luan": "du_dieu_kien",
    "answers.so_quyen": "01/1998",
    "answers.so_vao_so": "57",
    "answers.ngay_vao_so": "09/03/1998",
    "answers.noi_dung_so_goc": f"Họ và tên: {APPLICANT}.",
}
OWNED = tuple(
    table
    for table in Record.metadata.sorted_tables
    if next(iter(table.primary_key.columns)).name == "dossier_id" and table.name != "read_log"
)
"""What belongs to dossiers: none of it changes by the hand of those who may not. What somebody
keeps for themselves (a draft, a bookmark) has the person first in its key."""
TEXTS = {
    "slip": "giay-tiep-nhan",
    "act": "rut",
    "key": "00" * 32,
    "filename": "icons.svg",
    "page": 0,
}
"""Parts of addresses that are words; a word that is not here is guessed as one that is none."""
MOST_IDS = 2
"""Ids of one kind that are tried: the newest ones."""


@dataclass(frozen=True)
class World:
    """A dossier of the ward that waits for its signer, with a paper, a draft and an attempt."""

    app: Flask
    outside: Outside
    dossier_id: UUID
    ids: Mapping[str, tuple[UUID, ...]]
    secrets: tuple[bytes, ...]
    files: tuple[bytes, ...]

    def rules(self) -> list[Rule]:
        """Every route, also those that came since."""
        return [rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "static"]

    def addresses(self, rule: Rule) -> Iterator[str]:
        """The route with the dossier's own ids."""
        named = sorted(rule.arguments)
        choices = [self.ids.get(name) or (_word(rule, name),) for name in named]
        for values in islice(product(*choices), MOST_IDS):
            yield self._address(rule, dict(zip(named, values, strict=True)))

    def made_up(self, rule: Rule) -> str:
        """The route with ids of nothing."""
        return self._address(rule, {name: _word(rule, name) for name in rule.arguments})

    def half(self, rule: Rule) -> str:
        """The route with the dossier's id and else ids of nothing."""
        values = {name: _word(rule, name) for name in rule.arguments}
        return self._address(rule, {**values, "dossier_id": self.dossier_id})

    def state(self) -> tuple[Any, ...]:
        """Versions of all dossiers, and how many rows each of their tables has."""
        counts = union_all(*(_count(table) for table in OWNED))
        with self.outside.sessions() as session:
            versions = session.execute(
                select(DossierRow.id, DossierRow.version).order_by(DossierRow.id)
            ).all()
            rows = session.execute(counts).all()
        return (tuple(map(tuple, versions)), tuple(sorted(map(tuple, rows))))

    def leaked(self, answer: TestResponse) -> bool:
        """Whether the answer holds something of the dossier."""
        data = answer.data
        return any(secret in data for secret in self.secrets) or data in self.files

    def _address(self, rule: Rule, values: Mapping[str, object]) -> str:
        with self.app.test_request_context():
            return str(self.app.url_map.bind("localhost").build(rule.endpoint, dict(values)))


def _word(rule: Rule, name: str) -> object:
    """Something that fits this part of an address and names nothing."""
    converter = rule._converters[name]
    if isinstance(converter, IntegerConverter | FloatConverter):
        return 1
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return TEXTS.get(name, uuid4())


def _count(table: Table) -> Any:
    return select(literal(table.name), func.count()).select_from(table)


def world_of(outside: Outside) -> World:
    """Take a dossier in, appraise it, open the page to sign, begin a signature."""
    app = application(outside)
    paper = pdf()
    client = signed_in(app.test_client(), "mot_cua")
    received = take_in(client, paper, applicant__full_name=APPLICANT)
    dossier_id = UUID(received.headers["Location"].split("/")[2])
    officer = hand_over(client, "tu_phap")
    officer.post(open_task(officer), data=FIT)
    chairman = hand_over(officer, "chu_tich")
    chairman.get(open_task(chairman))
    chairman.post("/dang-xuat")
    ids = _ids(outside, dossier_id)
    _begin_attempt(outside, dossier_id, ids)
    ids = _ids(outside, dossier_id)
    with outside.sessions() as session:
        dossier = session.get_one(DossierRow, dossier_id)
        secrets = tuple(
            secret.encode() for secret in (APPLICANT, dossier.code, dossier.lookup_code)
        )
    assert ids["paper_id"]
    assert ids["document_id"]
    return World(app, outside, dossier_id, ids, secrets, (paper,))


def _ids(outside: Outside, dossier_id: UUID) -> dict[str, tuple[UUID, ...]]:
    """By the names that addresses use: `task_id` is the id of `task`, `attempt_id` of
    `signing_attempt`; a table that comes later is found by its name."""
    found: dict[str, tuple[UUID, ...]] = {
        "dossier_id": (dossier_id,),
        "person_id": (city.seat("tu_phap").person_id,),
    }
    with outside.sessions() as session:
        for table in OWNED:
            if "id" in table.columns:
                column = table.c.id
                ids = session.scalars(select(column).where(table.c.dossier_id == dossier_id)).all()
                name = table.name.removeprefix("signing_")
                found[f"{name}_id"] = tuple(ids)[-MOST_IDS:]
    return found


def _begin_attempt(outside: Outside, dossier_id: UUID, ids: Mapping[str, tuple[UUID, ...]]) -> None:
    now = datetime.now(UTC)
    with outside.sessions.begin() as session:
        session.add(
            SigningAttemptRow(
                dossier_id=dossier_id,
                id=uuid4(),
                task_id=ids["task_id"][-1],
                document_id=ids["document_id"][-1],
                kind="sign",
                status="refused",
                shown_sha256="0" * 64,
                mandate_id="0" * 64,
                tries=1,
                trouble="Văn bản đã bị thay đổi.",
                actor_id=city.seat("chu_tich").person_id,
                begun_at=now,
                changed_at=now,
            )
        )


def operator(outside: Outside) -> Actor:
    """Somebody who looks after the running of the system, in a ward of their own."""
    elsewhere = found_ward(outside, "Ủy ban nhân dân phường Khác")
    actor = seat_somebody(outside, "Người Vận Hành", ["operator"], [], elsewhere)
    with outside.sessions.begin() as session:
        session.add(
            AccountRow(
                person_id=actor.person_id,
                login=actor.login,
                password_hash="none",
                created_at=datetime.now(UTC),
                failed_tries=0,
            )
        )
    return actor
