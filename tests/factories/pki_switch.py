"""The demonstration's PKI with a switch: what a file names is down and answers 503.

For gunicorn, in the place of `engine.outside.demo_pki_server`. The switch is the file `down` in
the PKI's folder; its words are parts of addresses (`tsa`, `ocsp`, `crls`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engine.outside.demo_pki_server import application as real

SWITCH = "down"


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """WSGI."""
    switch = Path(os.environ["CERTOMANCER_KEY_DIR"]) / SWITCH
    down = switch.read_text(encoding="ascii").split() if switch.exists() else []
    if any(f"/{word}/" in environ["PATH_INFO"] for word in down):
        start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
        return [b"down for a test"]
    return real(environ, start_response)
