"""What gunicorn calls in each of its processes: `web.wsgi:application()`."""

from __future__ import annotations

import os

from flask import Flask

from engine.outside.outside import connect
from engine.settings import Settings
from web.app import create_app


def application() -> Flask:
    """The pages over the outside that the environment names; both URLs must be set."""
    return create_app(connect(Settings.from_env(os.environ)))
