"""The stops of the legal clock, and how a term runs between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from engine.core.clock.calendar import ticks
from engine.errors import TrinhKyError
from engine.say import say


class ClockStopped(TrinhKyError):
    """A stop of the clock has not ended: there is no due moment until it does."""


class Suspension(Protocol):
    """A stop of the legal clock; `engine.core.move.LedgerEntry` is one.

    Both policies are found in published texts: `pause` goes on with what is left, `restart`
    counts the whole term again from the end of the stop (NĐ 297/2025/NĐ-CP Art 6).
    """

    @property
    def policy(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime | None: ...


class Stop(NamedTuple):
    """A suspension in ticks; `end` is None while it lasts."""

    start: int
    end: int | None
    restarts: bool


def in_order(suspensions: Iterable[Suspension]) -> list[Stop]:
    """As `run` wants them."""
    stops = [
        Stop(
            ticks(stop.starts_at),
            None if stop.ends_at is None else ticks(stop.ends_at),
            stop.policy == "restart",
        )
        for stop in suspensions
    ]
    if len(stops) > 1:
        stops.sort(key=lambda stop: stop.start)
    return stops


def run(
    ruler: Callable[[int], int],
    need: Callable[[int], int],
    start: int,
    stops: list[Stop],
    settle: Callable[[int], int] = lambda target: target,
) -> int:
    """Where on `ruler` the need is met by a term begun at `start`, walking the stops in order.

    `ruler` turns ticks into what is counted (office time, wall time); `need` says how much of
    it a term takes that begins at these ticks; `settle` moves an end to where it takes effect:
    a stop that begins before that still counts. Raises ClockStopped.
    """
    target = ruler(start) + need(start)
    running_from = counted_from = start
    for stop in stops:
        if ruler(stop.start) >= settle(target):
            break
        if stop.end is None:
            raise ClockStopped(
                say("Thời hạn đang tạm dừng; ngày đến hạn chỉ tính được khi hồ sơ được tiếp tục.")
            )
        if stop.restarts and stop.end > start:
            running_from = max(running_from, stop.end)
            counted_from = max(counted_from, stop.end)
            target = ruler(running_from) + need(counted_from)
        elif stop.end > running_from:
            left = max(0, target - ruler(max(stop.start, running_from)))
            running_from = stop.end
            target = ruler(running_from) + left
    return target
