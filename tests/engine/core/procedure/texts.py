"""A small `procedure.yaml`, and ways to spoil it."""

from __future__ import annotations

import pytest

from bpmn.values import Problem
from engine.core.procedure import Procedure, ProcedureFaulty, parse_procedure

GOOD = """\
code: "2.000908"
title: Cấp bản sao từ sổ gốc
field: Chứng thực
level: xã
decision:
  number: 663/QĐ-TTPVHCC
  date: 2026-05-13
  issuer: Trung tâm Phục vụ hành chính công
source: đọc từ quyết định
total: trong ngày
cutoff: "15:00"
facts:
  ket_luan: {type: text, title: Kết luận}
documents:
  - key: ban_sao
    kind: result
    title: Bản sao
    template: documents/ban_sao.typ
    drafter: ThamDinh
    signing_step: KySo/LanhDaoKy
    issuer: resolving
    register: ban_sao
    symbol: BS-UBND
    seal: true
    addressees: [Người yêu cầu]
    outcome: granted
papers:
  - {key: giay_to, title: Giấy tờ tùy thân, required: true}
returns:
  - {outcome: granted, document: ban_sao, by: one_stop@receiving}
four_eyes: true
calls:
  KySo: {steps: {LanhDaoKy: {budget: 2 giờ, returnsTo: ThamDinh}}}
"""


def procedure(old: str = "", new: str = "") -> Procedure:
    assert old in GOOD
    return parse_procedure(GOOD.replace(old, new, 1).encode(), "ban_sao_tu_so_goc")


def faults(old: str, new: str) -> tuple[Problem, ...]:
    with pytest.raises(ProcedureFaulty) as refused:
        procedure(old, new)
    return refused.value.problems
