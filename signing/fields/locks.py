"""A profile's locks in pyHanko's words: FieldMDP and DocMDP (ISO 32000-1, 12.8.2.2 and 12.8.2.4).

Both go into the signature field and into the signature. Without a FieldMDP over all fields the
number could be altered after the seal, and validators would still call the seal valid.
"""

from __future__ import annotations

from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm

from signing.profile import SigningProfile


def lock_of(profile: SigningProfile, field: str) -> FieldMDPSpec:
    """Which fields the signature in `field` freezes."""
    if profile.is_last(field):
        return FieldMDPSpec(FieldMDPAction.ALL)
    return FieldMDPSpec(FieldMDPAction.EXCLUDE, list(profile.left_open_by(field)))


def permission_of(profile: SigningProfile, field: str) -> MDPPerm:
    """What may still be done to the document after the signature in `field`."""
    return MDPPerm.NO_CHANGES if profile.is_last(field) else MDPPerm.FILL_FORMS
