"""Whether a certificate may be used now, by the one who must sign: asked before the key is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from signing.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    RevocationUnavailable,
    SomeoneElse,
    WrongHolder,
    WrongUsage,
)
from signing.keys.certificate import CertificateInfo, describe, require_strength
from signing.profile import Holder
from signing.validation_data.chain import check_chain
from signing.values import CertificateChain, ValidationData

_WRONG_HOLDER = {
    Holder.PERSON: "Chứng thư số của “{}” là của tổ chức; chữ ký này phải dùng chứng thư cá nhân.",
    Holder.ORGANISATION: "Chứng thư số của “{}” là của cá nhân; con dấu phải dùng chứng thư "
    "của cơ quan, tổ chức.",
}


def judge_certificate(
    chain: CertificateChain,
    *,
    holder: Holder,
    identifier: str,
    at: datetime,
    trust_roots: Sequence[bytes],
    validation_data: ValidationData,
) -> CertificateInfo:
    """What the certificate says, if it may sign at `at` (with zone); offline.

    `identifier` is the one that must stand in it (see `CertificateInfo.identifier`);
    `validation_data` is fresh from `gather`. The cheapest and clearest refusal comes first.
    Raises KeyTooWeak, WrongUsage, WrongHolder, SomeoneElse, CertificateExpired,
    CertificateNotYetValid, CertificateRevoked, ChainUntrusted, RevocationUnavailable.
    """
    info = describe(chain.leaf)
    require_strength(chain.leaf)
    if "non_repudiation" not in info.usages:
        raise WrongUsage(info.subject)
    if info.holder is not holder:
        raise WrongHolder(_WRONG_HOLDER[holder].format(info.subject))
    if info.identifier != identifier:
        raise SomeoneElse(info.subject)
    if at < info.not_before:
        raise CertificateNotYetValid(info.subject, info.not_before)
    if at > info.not_after:
        raise CertificateExpired(info.subject, info.not_after)
    if at > validation_data.usable_until:
        raise RevocationUnavailable(info.subject)
    check_chain(chain, trust_roots, at, validation_data)
    return info
