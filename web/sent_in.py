"""What a browser sends, before any page reads it: NUL, which no database keeps, is left out, and
so are parts without a name."""

from __future__ import annotations

from functools import cached_property

from flask import Flask, Request, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from web.guard import is_public

NUL = "\0"
TAKES_FILES = {"applicant.supplement", "check.judge", "online.send"}
"""Open to everyone, and made for files: these have limits of their own."""
LONGEST = 1024 * 1024
"""Bytes of a form that has no file."""


class SentIn(Request):
    """A request whose fields hold no NUL. Nobody types one; whoever sends one tries something, and
    a text that was pasted with one loses nothing that could be read."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        return _without(super().args)

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.__dict__["form"] = _without(self.form)


def _without(fields: MultiDict[str, str]) -> MultiDict[str, str]:
    every = list(fields.items(multi=True))
    if all(name and NUL not in name and NUL not in value for name, value in every):
        return fields
    named = [(n.replace(NUL, ""), v.replace(NUL, "")) for n, v in every if n]
    return ImmutableMultiDict(named)


def install(app: Flask) -> None:
    """Read every request so, the words of its address too."""
    app.request_class = SentIn

    @app.before_request
    def take_no_more_than_the_door_needs() -> None:
        """Where nobody has to sign in and no file is asked for, a body is a few words."""
        endpoint = request.endpoint
        if endpoint is not None and endpoint not in TAKES_FILES and is_public(endpoint):
            request.max_content_length = LONGEST

    @app.before_request
    def leave_nul_out_of_the_address() -> None:
        for name, value in (request.view_args or {}).items():
            if isinstance(value, str) and NUL in value:
                request.view_args[name] = value.replace(NUL, "")  # type: ignore[index]
