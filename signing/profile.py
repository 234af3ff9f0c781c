"""Which fields a kind of document has, who signs them, in which order, and what each one locks.

A profile is read twice from the same value: when the fields are made and when a file is verified.
The locks follow from the order: the first signature certifies the document and allows only form
filling (ISO 32000-1, 12.8.2.2, P=2); each but the last locks every field that does not come later;
the last locks all and allows nothing after it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum


class Holder(StrEnum):
    """Whose certificate signs: a natural person's or an organisation's."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class TextField:
    """A field filled together with the last signature; its text stands on a baseline 3 points
    above the lower edge, centred."""

    name: str
    label: str
    """Read out by screen readers (ISO 32000-1, 12.7.3.1, TU)."""
    size: int
    """Type size in points."""
    italic: bool = False


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A field for one signature."""

    name: str
    label: str
    holder: Holder


@dataclass(frozen=True, slots=True)
class SigningProfile:
    """Text fields, and signature fields in the order of signing; the seal is the last.

    ValueError if a name has a period or is the beginning of another: FieldMDP matches by prefix.
    """

    text_fields: tuple[TextField, ...]
    signature_fields: tuple[SignatureField, ...]

    def __post_init__(self) -> None:
        names = self.names
        if not self.signature_fields:
            raise ValueError("a signing profile needs at least one signature field")
        for name in names:
            if "." in name or not name:
                raise ValueError(f"the field name {name!r} is empty or has a period")
            if sum(other.startswith(name) for other in names) > 1:
                raise ValueError(f"the field name {name!r} is the beginning of another")

    @property
    def names(self) -> tuple[str, ...]:
        """Every field's name: text fields, then signature fields."""
        texts = (field.name for field in self.text_fields)
        return (*texts, *(field.name for field in self.signature_fields))

    def signature(self, name: str) -> SignatureField | None:
        """The signature field of that name, if the profile has it."""
        return next((field for field in self.signature_fields if field.name == name), None)

    def is_first(self, name: str) -> bool:
        """Whether this signature certifies the document."""
        return self.signature_fields[0].name == name

    def is_last(self, name: str) -> bool:
        """Whether this signature closes the document."""
        return self.signature_fields[-1].name == name

    def left_open_by(self, name: str) -> tuple[str, ...]:
        """The fields that may still be filled after this signature, sorted as in the profile."""
        if self.is_last(name):
            return ()
        order = [field.name for field in self.signature_fields]
        later = order[order.index(name) + 1 :]
        return (*(field.name for field in self.text_fields), *later)


RESULT = SigningProfile(
    text_fields=(
        TextField("SoVanBan", "Số văn bản", 13),
        TextField("NgayVB", "Ngày ban hành", 13, italic=True),
        TextField("ThangVB", "Tháng ban hành", 13, italic=True),
        TextField("NamVB", "Năm ban hành", 13, italic=True),
    ),
    signature_fields=(
        SignatureField("LanhDao", "Chữ ký số của người có thẩm quyền", Holder.PERSON),
        SignatureField("CoQuan", "Chữ ký số của cơ quan, tổ chức", Holder.ORGANISATION),
    ),
)
"""The result of a procedure: the competent person signs, number and date are given, the
organisation seals over everything (Nghị định 30/2020/NĐ-CP, Điều 14 and Phụ lục I)."""

MINUTES = SigningProfile(
    text_fields=RESULT.text_fields[1:],
    signature_fields=RESULT.signature_fields[:1],
)
"""A paper that one person signs and no organisation numbers or seals, as the minutes of a council:
the date is written with the one signature, which both certifies and closes the document."""

PROFILES = (RESULT, MINUTES)
"""Every profile, the one with most fields first."""


def profile_with(fields: Container[str]) -> SigningProfile | None:
    """The profile to which a file with these fields must answer; None for a file of others."""
    return next((p for p in PROFILES if p.signature_fields[-1].name in fields), None)
