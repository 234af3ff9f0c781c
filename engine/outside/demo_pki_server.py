"""The demonstration PKI as gunicorn serves it: Certomancer, asked in whole seconds.

Certomancer writes its clock's microseconds into OCSP answers, where DER allows none (RFC 5280,
4.1.2.5.2, which RFC 6960 follows); a strict reader then refuses the whole answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from certomancer.integrations.animator import app

from engine.outside.demo_pki_keys import keep_keys

keep_keys()
_AS_OF = "HTTP_X_CERTOMANCER_FAKE_TIME"


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """WSGI. Without the header, as of now; an unreadable time is a 400."""
    given = environ.get(_AS_OF)
    try:
        moment = datetime.fromisoformat(given) if given else datetime.now(UTC)
    except ValueError:
        start_response("400 Bad Request", [("Content-Type", "text/plain")])
        return [b"X-Certomancer-Fake-Time: not ISO 8601"]
    environ[_AS_OF] = moment.replace(microsecond=0).isoformat()
    answer: Iterable[bytes] = app(environ, start_response)
    return answer
