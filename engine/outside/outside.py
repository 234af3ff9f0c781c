"""All that an action may reach outside itself, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import psycopg

from engine.errors import ServiceDown
from engine.outside.clock import Clock
from engine.outside.files import Files
from engine.outside.keys import KeyFiles
from engine.outside.notices import Notices
from engine.outside.pending_files import PendingFiles
from engine.outside.presence import Presence
from engine.outside.queue import Queue
from engine.outside.tries import Tries
from engine.outside.trust_services import TrustServices
from engine.settings import Settings
from engine.store.database import autocommit_sessions, engine_for, fresh_database, migrate, sessions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker


@dataclass(frozen=True, slots=True)
class Outside:
    """Made once a process; handed to every action and question as its first argument."""

    settings: Settings
    sessions: sessionmaker[Session]
    autocommit: sessionmaker[Session]
    """For acts whose only write is one `save_move`."""
    clock: Clock
    files: Files
    pending: PendingFiles
    """Files whose dossier does not exist yet."""
    queue: Queue
    presence: Presence
    notices: Notices
    keys: KeyFiles
    services: TrustServices
    tries: Tries


def connect(settings: Settings) -> Outside:
    """The real outside of this process, with both URLs set (`Servers.settings` has them).

    Opens no connection and no file yet; make it after any fork.
    """
    assert settings.database_url is not None
    assert settings.redis_url is not None
    clock = Clock()
    engine = engine_for(settings.database_url)
    return Outside(
        settings=settings,
        sessions=sessions(engine),
        autocommit=autocommit_sessions(engine),
        clock=clock,
        files=Files(settings.home / "files"),
        pending=PendingFiles(settings.home / "pending"),
        queue=Queue(settings.redis_url),
        presence=Presence(settings.redis_url),
        notices=Notices(settings.home / "notices"),
        keys=KeyFiles(settings.home / "keys"),
        services=TrustServices(settings.tsa_url, settings.trust, clock),
        tries=Tries(settings.redis_url, settings.database_url),
    )


def own_database(settings: Settings, name: str) -> Settings:
    """The same settings on the database `name`, made anew beside the installation's own.

    For plays and benches: one of that name that exists is dropped; nobody takes anything back
    there, so what an act sends leaves at once.
    """
    assert settings.database_url is not None
    fresh = fresh_database(settings.database_url, name)
    return replace(settings, database_url=fresh, undo_seconds=0)


def prepare_database(settings: Settings) -> None:
    """Bring the tables to this code's revision; call it once before serving or working.

    Raises ServiceDown when the database does not answer, refuses, or cannot be migrated.
    """
    assert settings.database_url is not None
    try:
        psycopg.connect(
            settings.database_url.replace("+psycopg", "", 1), connect_timeout=10
        ).close()
    except psycopg.OperationalError as problem:
        raise ServiceDown(
            f"Không kết nối được cơ sở dữ liệu ({str(problem).strip().splitlines()[-1]}); "
            "hãy kiểm tra máy chủ PostgreSQL và TRINHKY_DATABASE_URL."
        ) from problem
    migrate(settings.database_url)
