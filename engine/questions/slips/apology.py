"""Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết (Mẫu số 04, Thông tư 03/2025/TT-VPCP).

The letter is a document of its own, signed, numbered and sealed in a dossier of its own; what the
desk prints is a copy of that file.
"""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.say import in_vietnamese
from engine.store.documents import documents_of
from engine.store.links import links_of
from engine.store.load_standing import load_standing

APOLOGY = "apology"
NONE = "Hồ sơ này chưa có văn bản xin lỗi và đề nghị gia hạn nào được phát hành."


@in_vietnamese()
def apology_letter(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """The issued letter, byte for byte. Raises NotFound while there is none."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        letters = [
            document.versions[-1].file_sha256
            for link in links_of(session, dossier_id)
            if link.relation == APOLOGY
            for document in documents_of(session, link.other_id)
            if document.status == "released"
        ]
    if not letters:
        raise NotFound(NONE)
    return outside.files.get(letters[-1])
