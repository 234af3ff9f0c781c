"""Verify a stranger's file in a process of its own, with little time and memory.

A file made to exhaust a reader then costs a short-lived process and gets the answer `too_hard`.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

from signing.verify.reasons import Reason
from signing.verify.report import Report, report_of

SECONDS = 20
MEMORY_BYTES = 1 << 30


def verify_limited(pdf: bytes, trust_roots: Sequence[bytes], *, at: datetime) -> Report:
    """As `verify`, within `SECONDS` and `MEMORY_BYTES`; costs about a second to start."""
    head = {"at": at.isoformat(), "roots": [b64encode(root).decode() for root in trust_roots]}
    # The child finds this package where the parent did, and gets nothing else of its environment.
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "signing.verify.limited"],
            input=json.dumps(head).encode() + b"\n" + pdf,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=True,
        )
        return Report.from_json(json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return report_of([], [Reason.TOO_HARD])


def _answer() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from signing.verify.verify import verify  # after the limits, so that they hold for it too

    head = json.loads(sys.stdin.buffer.readline())
    report = verify(
        sys.stdin.buffer.read(),
        [b64decode(root) for root in head["roots"]],
        at=datetime.fromisoformat(head["at"]),
    )
    sys.stdout.write(json.dumps(report.to_json(identified=True)))


if __name__ == "__main__":
    _answer()
