"""Papers that the desk holds already, taken over as papers of the new dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from engine.actions.papers import component_of, require_accepted
from engine.core.dossier import Bundle, Party
from engine.core.known_party import marks
from engine.core.move import PaperAdded
from engine.errors import UploadRefused
from engine.outside.outside import Outside
from engine.say import say
from engine.store.known_parties import dossiers_of
from engine.store.load_dossier import dossier_key
from engine.store.papers import paper_of


@dataclass(frozen=True, slots=True)
class Reused:
    """A paper of an earlier dossier, for a component of this one."""

    component: str
    dossier_id: UUID
    paper_id: UUID


def taken_over(
    outside: Outside,
    bundle: Bundle,
    unit_id: UUID,
    applicant: Party,
    reused: Iterable[Reused],
) -> tuple[tuple[PaperAdded, ...], tuple[tuple[str, str], ...]]:
    """The papers with ids of their own, and of each its hash and the code of where it came from.

    Raises UploadRefused for a paper that is not this applicant's at this desk.
    """
    papers, origins = [], []
    with outside.sessions.begin() as session:
        theirs = set(dossiers_of(session, unit_id, marks(applicant)))
        for each in reused:
            old = paper_of(session, each.dossier_id, each.paper_id)
            key = dossier_key(session, each.dossier_id)
            if each.dossier_id not in theirs or old is None or key is None:
                raise UploadRefused(
                    say("Giấy tờ dùng lại không phải của người nộp hồ sơ này; hãy chọn lại.")
                )
            require_accepted(
                component_of(bundle.procedure.papers, each.component, old.name),
                old.name,
                old.media_type,
            )
            papers.append(
                PaperAdded(
                    id=uuid4(),
                    component=each.component,
                    name=old.name,
                    media_type=old.media_type,
                    size=old.size,
                    pages=old.pages,
                    file_sha256=old.file_sha256,
                )
            )
            origins.append((old.file_sha256, key.code))
    return tuple(papers), tuple(origins)
