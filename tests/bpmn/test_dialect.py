"""The dialect has two homes, which say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import bpmn.dialect
from bpmn.dialect import ATTRIBUTES, NAMESPACE, PREFIX, attributes_of

MODDLE = json.loads((Path(bpmn.dialect.__file__).parent / "trinhky.moddle.json").read_text())


def test_the_editor_knows_the_same_namespace() -> None:
    assert (MODDLE["uri"], MODDLE["prefix"]) == (NAMESPACE, PREFIX)


def test_the_editor_knows_the_same_attributes_on_the_same_elements() -> None:
    known = {
        prop["name"]: tuple(kind["extends"])
        for kind in MODDLE["types"]
        for prop in kind["properties"]
    }
    assert known == {name: attribute.on for name, attribute in ATTRIBUTES.items()}


def test_the_editor_knows_the_same_choices() -> None:
    choices = {
        each["name"]: tuple(value["name"] for value in each["literalValues"])
        for each in MODDLE["enumerations"]
    }
    known = {
        prop["name"]: choices.get(prop["type"], ())
        for kind in MODDLE["types"]
        for prop in kind["properties"]
    }
    assert known == {name: attribute.choices for name, attribute in ATTRIBUTES.items()}


def test_every_attribute_is_an_xml_attribute_for_the_editor() -> None:
    assert all(prop["isAttr"] for kind in MODDLE["types"] for prop in kind["properties"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("power", "seal"),
        ("performer", "one_stop"),
        ("performer", "leader@department"),
        ("form", "tiep_nhan"),
        ("document", "ban-sao.v2"),
        ("budget", "15 phút"),
        ("budget", "2 giờ"),
        ("budget", "0,5 ngày"),
        ("budget", "1/2 ngày làm việc"),
        ("budget", "3 ngày làm việc"),
        ("budget", "04 giờ làm việc"),
        ("returnsTo", "ThamDinh Tiếp_nhận"),
        ("budget", "trong ngày"),
        ("budget", "¼ ngày"),
        ("budget", "1 ½ ngày"),
        ("assigns", "ThamDinh"),
        ("joint", "council"),
        ("members", "expert@so_xay_dung expert@so_cong_thuong"),
        ("quorum", "2/3"),
        ("threshold", "80%"),
        ("ballot", "secret"),
        ("policy", "restart"),
        ("outcome", "lapsed"),
    ],
)
def test_a_good_value_is_taken(name: str, value: str) -> None:
    assert ATTRIBUTES[name].accepts(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("power", "rule"),
        ("power", ""),
        ("performer", "một cửa"),
        ("performer", "a@b@c"),
        ("performer", ""),
        ("form", "a/b"),
        ("document", "x; y"),
        ("budget", "2"),
        ("budget", "hai giờ"),
        ("budget", "2 tuần"),
        ("budget", "-1 giờ"),
        ("budget", "PT2H"),
        ("returnsTo", ""),
        ("returnsTo", "a/b"),
        ("budget", "½"),
        ("assigns", "A B"),
        ("joint", "vote"),
        ("members", "expert@so_xay_dung,expert"),
        ("quorum", "0/3"),
        ("threshold", "101%"),
        ("threshold", "0,8"),
        ("ballot", "kín"),
        ("policy", "stop"),
        ("outcome", "done"),
    ],
)
def test_a_bad_value_is_refused(name: str, value: str) -> None:
    assert not ATTRIBUTES[name].accepts(value)


@pytest.mark.parametrize("attribute", ATTRIBUTES.values(), ids=lambda each: each.name)
def test_an_author_is_told_what_an_attribute_means_and_takes(
    attribute: bpmn.dialect.Attribute,
) -> None:
    assert attribute.meaning
    assert attribute.expected


@pytest.mark.parametrize(
    ("tag", "carries"),
    [("userTask", True), ("sendTask", True), ("callActivity", True), ("exclusiveGateway", False)],
)
def test_work_carries_a_performer_and_a_gateway_does_not(tag: str, carries: bool) -> None:
    assert ("performer" in attributes_of(tag)) is carries
    assert "outcome" not in attributes_of(tag)
