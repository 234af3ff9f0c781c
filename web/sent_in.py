"""What a browser sends, before any page reads it: NUL, which no database keeps, is left out."""

from __future__ import annotations

from functools import cached_property

from flask import Flask, Request, request
from werkzeug.datastructures import ImmutableMultiDict

NUL = "\0"


class SentIn(Request):
    """A request whose fields hold no NUL. Nobody types one; whoever sends one tries something, and
    a text that was pasted with one loses nothing that could be read."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:  # type: ignore[override]
        return _without(super().args)

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.__dict__["form"] = _without(self.form)


def _without(fields: ImmutableMultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    every = list(fields.items(multi=True))
    if not any(NUL in name or NUL in value for name, value in every):
        return fields
    return ImmutableMultiDict([(n.replace(NUL, ""), v.replace(NUL, "")) for n, v in every])


def install(app: Flask) -> None:
    """Read every request so, the words of its address too."""
    app.request_class = SentIn

    @app.before_request
    def leave_nul_out_of_the_address() -> None:
        for name, value in (request.view_args or {}).items():
            if isinstance(value, str) and NUL in value:
                request.view_args[name] = value.replace(NUL, "")  # type: ignore[index]
