"""What `calls` settles for a step: the attributes of the dialect, by their names in a diagram."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import post_load

from engine.core.procedure.schema_fields import (
    KEY,
    PERFORMER,
    STEP,
    one_of,
    readable_budget,
    shape,
)
from engine.core.schema_problems import Strict, Text

_SLUG = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_MEMBERS = re.compile(rf"{PERFORMER.pattern}( {PERFORMER.pattern})*")
_QUORUM = re.compile(r"[1-9]\d?/[1-9]\d?")
_PERCENT = re.compile(r"(100|[1-9]\d?)%")


class Override(Strict):
    """The dialect's attributes of a step, by the names they have in a diagram."""

    power = Text(validate=one_of("receive", "appraise", "decide", "sign", "seal"))
    performer = Text(validate=shape(PERFORMER, "ghi vai trò, ví dụ leader"))
    form = Text()
    document = Text(validate=KEY)
    budget = Text(validate=readable_budget)
    group = Text(validate=KEY)
    returns_to = Text(data_key="returnsTo")
    assigns = Text(validate=STEP)
    policy = Text(validate=one_of("pause", "restart"))
    counted = Text(validate=one_of("yes", "no"))
    joint = Text(validate=one_of("consult", "council"))
    members = Text(validate=shape(_MEMBERS, "ghi các vai trò, ví dụ expert@so_xay_dung"))
    invited = Text(validate=KEY)
    quorum = Text(validate=shape(_QUORUM, "ghi một phân số, ví dụ 2/3"))
    threshold = Text(validate=shape(_PERCENT, "ghi số phần trăm, ví dụ 80%"))
    threshold_of = Text(data_key="thresholdOf", validate=one_of("present", "members"))
    ballot = Text(validate=one_of("open", "secret"))
    result = Text(validate=KEY)
    procedure = Text(validate=shape(_SLUG, "ghi tên thư mục của quy trình"))
    party = Text(validate=KEY)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, str]:
        return {self.fields[name].data_key or name: value for name, value in data.items()}
