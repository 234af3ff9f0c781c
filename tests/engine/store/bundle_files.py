"""The smallest internal procedure that runs: one step with a form, and an end."""

from __future__ import annotations

SLUG = "nho_nhat"

DIAGRAM = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:trinhky="urn:trinhky:bpmn:1" id="d" targetNamespace="t">
  <bpmn:process id="nho_nhat" isExecutable="true">
    <bpmn:startEvent id="BatDau"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="ThamDinh" name="Th\xe1\xba\xa9m \xc4\x91\xe1\xbb\x8bnh"
        trinhky:performer="civil_status" trinhky:power="appraise" trinhky:form="tham_dinh"
        trinhky:budget="2 gi\xe1\xbb\x9d">
      <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="Xong" trinhky:outcome="granted"><bpmn:incoming>b</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="a" sourceRef="BatDau" targetRef="ThamDinh"/>
    <bpmn:sequenceFlow id="b" sourceRef="ThamDinh" targetRef="Xong"/>
  </bpmn:process>
</bpmn:definitions>
"""

PROCEDURE = """
code: "2.000908"
title: Nhỏ nhất
field: Chứng thực
level: xã
decision: {number: 1/QĐ, date: 2026-01-01, issuer: UBND, under_delegation: null}
source: bịa ra để kiểm thử
total: null
cutoff: null
facts: {}
documents: []
papers: []
returns: []
four_eyes: false
calls: {}
""".encode()

FORM = b"""{"title": "T", "type": "object",
 "properties": {"ghi": {"type": "string", "title": "%s"}}, "required": [], "x-fact": []}"""

FILES = {
    "diagram.bpmn": DIAGRAM,
    "procedure.yaml": PROCEDURE,
    "forms/tham_dinh.json": FORM % b"own",
    "common/forms/tham_dinh.json": FORM % b"shared",
    "documents/trang.typ": b"#set page()",
}
