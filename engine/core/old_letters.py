"""Names as people and old programs write them: all capitals, TCVN3 (ABC) and VNI letters.

An office still has lists typed with .VnTime or VNI-Times. Pasted into a page they become
"NguyÔn V¨n A": text that looks wrong on the receipt and is found by no search. It is recognised
here by letters that cannot stand where they stand; foreign names ("François Müller") pass.
"""

from __future__ import annotations

import re

#: What the bytes of TCVN 5712:1993 (VN3) read as in Windows-1252, and what they mean. The tones of
#: capitals have no bytes of their own: fonts with an H at the end draw small letters as capitals.
_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_SIGNS = "¡¢£¤¥¦§¨ª¬®µ¶¸¹¼½¾×÷"
"""Read as Windows-1252 these are no letters, so that none stands inside a word. A middle dot and
a soft hyphen may: they are evidence of nothing."""
_QUOTES = "«»©"
"""So are these, but they stand at the edge of words: quotes, and the sign of a copyright."""
_INSIDE = re.compile(rf"[{_SIGNS}](?=\w)|(?<=[^\W\d_])[{_SIGNS.replace('®', '')}]")
_BETWEEN = re.compile(rf"(?<=[^\W\d_])[{_QUOTES}](?=[^\W\d_])")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-zß-ÿ])[ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖØÜÝÞ]")
#: VNI writes a vowel and then its mark as a second letter: "aê" is ă, "oâ" is ô.
#: Pairs that Vietnamese writes too ("hoà", "hoá") are left out.
_VNI = re.compile(r"[aA][êÊéÉèÈúÚüÜ]|[oO][âÂåÅäÄ]|[eE][âÂáÁàÀåÅãÃäÄ]|[yY][øØûÛ]|[öÖôÔ][ùøûõïÙØÛÕÏ]")


def from_tcvn3(text: str) -> str | None:
    """What is meant by a text in TCVN3 letters; None for a text that is not in them."""
    if any(letter > "\xff" and letter.isalpha() for letter in text):
        return None  # TCVN3 is a code of one byte: a letter beyond says that this is Unicode
    if not (_INSIDE.search(text) or _BETWEEN.search(text) or _CAPITAL_INSIDE.search(text)):
        return None
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def as_tcvn3(text: str) -> str | None:
    """The same where the letters around it are known to be TCVN3, so that one that could stand in
    a foreign name is read as TCVN3, too. None for a text with a letter that TCVN3 has not."""
    if text.isascii() or any(not letter.isascii() and letter not in _TCVN3 for letter in text):
        return None
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def in_vni(text: str) -> bool:
    """Whether a text has two marks as VNI letters write them; one may be a foreign word."""
    return len(_VNI.findall(text)) > 1


def well_cased(name: str) -> str | None:
    """ "Nguyễn Văn A" for "NGUYỄN VĂN A" or "nguyễn văn a"; None for a name with both cases, and
    for a single word, which may be an abbreviation."""
    words = name.split()
    if len(words) < 2 or not (name.isupper() or name.islower()):
        return None
    written = " ".join(word[:1].upper() + word[1:].lower() for word in words)
    return None if written == name else written
