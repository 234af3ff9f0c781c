"""`trinhky demo`: everything on this machine, with made-up people, until stopped."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from http import HTTPStatus
from urllib.request import urlopen

import click

from engine.errors import ServiceDown
from engine.outside.demo_pki import DemoPki, ensure_pki
from engine.outside.private_folders import make_private
from engine.outside.queue import Queue
from engine.outside.servers import Servers
from engine.outside.supervisor import Supervisor
from engine.settings import Settings
from engine.simulate import demo_city as city
from engine.simulate.demo.read import demo as agencies
from engine.simulate.demo_subjects import demo_subjects
from engine.worker import worker_children
from web.commands.stopping import stopping_cleanly
from web.commands.web_server import address, refuse_taken_port, web_child

READY_SECONDS = 30


@click.command(help="Chạy bản trình diễn đầy đủ trên máy này, với người và khoá thử nghiệm.")
def demo() -> None:
    """Servers, PKI, ward, worker and pages; Ctrl-C stops them all, the data stays."""
    with stopping_cleanly():
        given = Settings.from_env(os.environ)
        refuse_taken_port(given)
        pki = ensure_pki(given.home, demo_subjects(), city.KEY_PASSWORD)
        settings = replace(given, demo=True, tsa_url=pki.tsa_url, trust=pki.trust)
        with Servers(settings) as servers:
            _serve(servers, pki)


def _serve(servers: Servers, pki: DemoPki) -> None:
    settings = servers.settings
    assert settings.redis_url is not None
    queue = Queue(settings.redis_url)
    logs = make_private(settings.home / "logs")

    def each_tick() -> None:
        servers.revive()
        queue.nudge()

    supervisor = Supervisor([pki.child, web_child(settings, logs / "web.log")], each_tick)
    supervisor.start()
    try:
        _fill(settings)
        _wait_until_ready(settings, pki, supervisor)
        for child in worker_children(settings, logs / "worker.log"):
            supervisor.add(child)
        _tell(settings)
        supervisor.run()
    finally:
        supervisor.stop()


def _fill(settings: Settings) -> None:
    """Tables, ward and procedures, made while the web server loads its own code."""
    # Imported here, after the children have been started: it takes as long as they do.
    from engine.outside.outside import connect, prepare_database
    from engine.simulate.demo.bindings import demo_bindings
    from engine.simulate.seed import seed
    from web.commands.load import load_procedures

    prepare_database(settings)
    outside = connect(settings)
    seed(outside)
    load_procedures(outside, bindings=demo_bindings())


def _wait_until_ready(settings: Settings, pki: DemoPki, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + READY_SECONDS
    for url in (f"{address(settings)}/ready", pki.crl_url):
        while not answers(url):
            lost = supervisor.lost()
            if lost or time.monotonic() > deadline:
                raise ServiceDown(
                    f"Phần “{lost or url}” của bản trình diễn không khởi động được; "
                    f"xem nhật ký trong {settings.home}."
                )
            time.sleep(0.05)


def answers(url: str) -> bool:
    """Whether something answers there with 200, now."""
    try:
        with urlopen(url, timeout=5) as response:
            return bool(response.status == HTTPStatus.OK)
    except OSError:
        return False


def _tell(settings: Settings) -> None:
    click.echo(f"\nTrình Ký, bản trình diễn: {address(settings)}\n")
    told = agencies()
    width = max(len(seat.login) for seat in told.seats)
    for key in dict.fromkeys(seat.unit for seat in told.seats):
        click.echo(told.unit(key).name)
        for seat in told.seats_of(told.unit(key)):
            click.echo(f"  {seat.login:<{width}}  {seat.full_name}, {seat.title}: {seat.says}")
    click.echo(
        f"\nMật khẩu của mọi tài khoản: {city.PASSWORD}\n"
        f"Mật khẩu khoá ký số (người ký và con dấu): {city.KEY_PASSWORD}\n"
        f"Dữ liệu và nhật ký: {settings.home}. Dừng bằng Ctrl-C.\n"
        "Mọi tên người, chứng thư và chữ ký ở đây đều là thử nghiệm, không có giá trị pháp lý."
    )
