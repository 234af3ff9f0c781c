"""The real application as tests run it."""

from __future__ import annotations

from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from engine.outside.outside import Outside
from web.app import create_app


class Compiled(BytecodeCache):
    """Templates compiled by the first application of this process that shows them: each test has
    an application of its own, and compiling is half of what a page costs."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = Compiled()


def application(outside: Outside) -> Flask:
    """A failure shows the page that people would see; a form needs no token, which is tested where
    it is meant."""
    app = create_app(outside)
    app.jinja_env.bytecode_cache = _COMPILED
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app
