"""The chained history, told as an official would tell it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.core.dossier import Bundle
from engine.questions.parts import HistoryLine
from engine.questions.words import OUTCOME


def in_words(
    entries: Iterable[tuple[datetime, bytes]], bundle: Bundle, names: Mapping[UUID, str]
) -> tuple[HistoryLine, ...]:
    """One line for each entry worth telling, in order; `entries` are (time, canonical bytes)."""
    lines = []
    for at, canonical in entries:
        content = json.loads(canonical)
        says = _says(content, bundle, names)
        if says:
            lines.append(HistoryLine(at, says))
    return tuple(lines)


def people_in(entries: Iterable[tuple[datetime, bytes]]) -> set[UUID]:
    """The persons whose names `in_words` needs."""
    actors = (json.loads(canonical).get("actor") for _, canonical in entries)
    return {UUID(actor) for actor in actors if actor}


def _says(content: Mapping[str, Any], bundle: Bundle, names: Mapping[UUID, str]) -> str | None:
    actor = content.get("actor")
    who = names.get(UUID(actor), "Người đã thôi việc") if actor else "Hệ thống"
    element = content.get("element")
    step = bundle.compiled.elements[element].name if element else ""
    said = _act(str(content["kind"]), who, step, content)
    ended = content.get("ended")
    if ended and said:
        outcome = OUTCOME.get(ended, "Đã kết thúc")
        said = f"{said} Hồ sơ kết thúc: {outcome[0].lower()}{outcome[1:]}."
    return said


def _act(kind: str, who: str, step: str, content: Mapping[str, Any]) -> str | None:
    match kind:
        case "received":
            papers = len(content["papers"])
            return f"{who} tiếp nhận hồ sơ, {papers} giấy tờ kèm theo."
        case "claimed":
            return f"{who} nhận xử lý bước “{step}”."
        case "completed":
            return f"{who} hoàn thành bước “{step}”."
        case "shown":
            return f"{who} mở văn bản để ký ở bước “{step}”."
        case "signature_made":
            return f"{who} ký; đang lấy dấu thời gian và kiểm tra chữ ký."
        case "signature_refused":
            return f"Chữ ký của {who} ở bước “{step}” không được chấp nhận ({content['reason']})."
        case "signed":
            return f"{who} đã ký văn bản ở bước “{step}”."
        case "sealed":
            numbers = ", ".join(f"{number:02d}/{symbol}" for number, symbol in content["numbers"])
            return f"{who} cấp số {numbers}, đóng dấu văn bản."
        case "machine_done":
            return f"Hệ thống hoàn thành “{step}”."
        case "timer_fired":
            return f"Đến hạn: {step}."
        case "message_delivered":
            papers = len(content["papers"])
            return f"{who} nhận {papers} giấy tờ người nộp bổ sung; thời hạn chạy tiếp."
    return None
