"""`trinhky verify`: the verdict of a stranger, as an exit code, sentences and one JSON object."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.commands.conftest import Command, Released


@pytest.fixture
def files(released: Released, tmp_path: Path) -> Path:
    """A folder with one file of each kind."""
    changed = bytearray(released.sealed)
    changed[len(changed) // 4] ^= 1
    kinds = {
        "valid": released.sealed,
        "changed": bytes(changed),
        "appended": released.sealed + b"\n% more",
        "unfinished": released.signed,
        "text": b"no PDF at all",
    }
    for name, content in kinds.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "code", "verdict"),
    [
        ("valid", 0, "valid"),
        ("changed", 1, "invalid"),
        ("appended", 1, "invalid"),
        ("unfinished", 1, "invalid"),
        ("text", 2, "unreadable"),
        ("missing", 2, "unreadable"),
    ],
)
def test_the_exit_code_is_the_verdict(
    command: Command, released: Released, files: Path, name: str, code: int, verdict: str
) -> None:
    said = command("verify", files / f"{name}.pdf", "--trust", released.trust, "--json")
    assert (said.code, said.json["verdict"]) == (code, verdict)
    assert bool(said.json["reasons"]) == (code != 0)


def test_an_unfinished_file_says_so(command: Command, released: Released, files: Path) -> None:
    said = command("verify", files / "unfinished.pdf", "--trust", released.trust, "--json")
    assert said.json["reasons"][0] == "unfinished"
    assert "chưa hoàn tất" in said.output


def test_the_object_tells_of_each_signature_who_as_whom_when_and_over_what(
    command: Command, released: Released, files: Path
) -> None:
    said = command("verify", files / "valid.pdf", "--trust", released.trust, "--json")
    assert said.json["changed_after_signing"] is False
    person, ward = said.json["signatures"]
    assert (person["field"], person["signer"]) == ("LanhDao", "Lê Quang Hùng")
    assert person["capacity"] == "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH"
    assert ward["covers"] == "file"
    for one in (person, ward):
        assert one.keys() == {
            "field", "signer", "capacity", "instrument", "time", "intact", "trusted", "covers",
            "role", "approves", "says",
        }  # fmt: skip
        assert (one["intact"], one["trusted"]) == (True, True)
        assert one["time"].startswith("2026-03-09T")
    assert (person["role"], person["approves"]) == ("TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH", True)
    assert (ward["role"], ward["approves"]) == (None, False)
    assert "valid.pdf: HỢP LỆ" in said.output
    assert "Lê Quang Hùng, TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH" in said.output


def test_without_any_trust_nothing_is_concluded(command: Command, files: Path) -> None:
    said = command("verify", files / "valid.pdf", "--json")
    assert said.code == 3
    assert "no_trust" in said.json["reasons"]


def test_the_homes_own_roots_are_trusted(command: Command, released: Released, files: Path) -> None:
    assert command("verify", files / "valid.pdf", TRINHKY_TRUST=str(released.trust)).code == 0


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("valid", "valid"), 0),
        (("valid", "changed"), 1),
        (("text", "changed", "valid"), 2),
        (("changed", "text"), 2),
    ],
)
def test_of_several_files_the_worst_counts_and_each_is_told(
    command: Command, released: Released, files: Path, names: tuple[str, ...], code: int
) -> None:
    paths = [files / f"{name}.pdf" for name in names]
    said = command("verify", *paths, "--trust", released.trust / "demo-root.pem", "--json")
    assert said.code == code
    assert [one["file"] for one in said.json["files"]] == [str(path) for path in paths]
    assert [one["verdict"] == "valid" for one in said.json["files"]] == [
        name == "valid" for name in names
    ]


def test_an_indeterminate_file_is_worse_than_a_valid_and_better_than_an_invalid_one(
    command: Command, files: Path
) -> None:
    valid, changed = files / "valid.pdf", files / "changed.pdf"
    assert command("verify", valid, valid).code == 3
    assert command("verify", valid, changed).code == 1


def test_what_is_no_certificate_is_named_and_is_no_verdict(command: Command, files: Path) -> None:
    for trust in (files / "text.pdf", files / "missing.pem"):
        said = command("verify", files / "valid.pdf", "--trust", trust)
        assert said.code == 4
        assert "--trust" in said.output


def test_the_verdict_is_said_in_plain_words(files: Path, command: Command) -> None:
    said = command("verify", files / "valid.pdf").output
    assert (
        "Người ký: Lê Quang Hùng, Chủ tịch, thay mặt Ủy ban nhân dân phường Bến Nước. "
        "Ủy ban nhân dân phường Bến Nước có thẩm quyền giải quyết thủ tục này theo Nghị định số "
        "23/2015/NĐ-CP"
    ) in said
