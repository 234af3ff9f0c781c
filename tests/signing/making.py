"""Makes documents of every stage, sound and unsound, through the package's public functions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from signing.apply.appearance import StampAppearance
from signing.apply.begin import begin_signature
from signing.apply.begun import Begun
from signing.apply.fill import fill_fields
from signing.apply.finish import finish_signature
from signing.apply.timestamp import Timestamper
from signing.attestation import ATTESTATION_NAME
from signing.fields.prepare import prepare
from signing.keys.key import DIGEST
from signing.keys.pkcs12 import Pkcs12Key
from signing.profile import RESULT
from signing.render.render import render
from signing.validation_data.fetch import Fetcher, fetch_answers
from signing.validation_data.gather import chains_in, gather
from signing.values import Attachment, CertificateChain, Rendered, ValidationData
from tests.signing.pki import PASSWORD, Pki

_HERE = Path(__file__).parent
TEMPLATE = (_HERE / "result.typ").read_bytes()
LIBRARIES = {"page.typ": (_HERE / "page.typ").read_bytes()}
ANSWERS: dict[str, object] = {
    "title": "GIẤY XÁC NHẬN",
    "body": ["Xác nhận hồ sơ của ông Nguyễn Hữu Thưởng đã được giải quyết."],
    "authority": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
    "name": "Nguyễn Văn Đức",
}
ROLE = "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH; 12/QĐ-UBND"
GROUNDS: dict[str, dict[str, object]] = {
    "LanhDao": {
        "capacity": "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
        "instrument": "12/QĐ-UBND",
        "role": ROLE,
        "says": "Nguyễn Văn Đức, Phó Giám đốc, ký thay Giám đốc Sở X",
        "grounds": [
            {
                "says": "Sở X được Ủy ban nhân dân thành phố ủy quyền giải quyết thủ tục này tại "
                "Quyết định số 12/QĐ-UBND ngày 05/01/2026",
                "valid_from": "2026-01-05T17:00:00.000000Z",
                "valid_to": "2099-02-28T17:00:00.000000Z",
            },
            {"says": "Giám đốc Sở X có thẩm quyền theo Điều 1"},
        ],
    }
}
NUMBER = {"SoVanBan": "015", "NgayVB": "22", "ThangVB": "11", "NamVB": "2026"}


@dataclass(frozen=True)
class Made:
    """The stages of one result."""

    rendered: Rendered
    prepared: bytes
    by_leader: bytes
    data: ValidationData
    sealed: bytes
    at: datetime


@dataclass(frozen=True)
class Maker:
    """`headers` go to every service; tests give Certomancer another time with them."""

    pki: Pki
    fonts: Path
    headers: Mapping[str, str] = field(default_factory=dict)

    def render(
        self, answers: Mapping[str, object] = ANSWERS, attestation: bytes | None = None
    ) -> Rendered:
        content = attestation or json.dumps({"signatures": GROUNDS}).encode()
        attached = Attachment(ATTESTATION_NAME, "application/json", content, "Thẩm quyền ký")
        at = datetime(2026, 11, 22, 9, tzinfo=UTC)
        return render(TEMPLATE, LIBRARIES, answers, self.fonts, (attached,), at)

    def begin(
        self,
        pdf: bytes,
        name: str,
        chain: CertificateChain,
        at: datetime,
        role: str | None = ROLE,
    ) -> Begun:
        """Any signature but the last."""
        return begin_signature(
            pdf,
            name,
            chain,
            profile=RESULT,
            signed_at=at,
            reason="Phê duyệt",
            location="Hà Nội",
            appearance=StampAppearance(self.fonts),
            role=role,
        )

    def begin_seal(
        self, pdf: bytes, chain: CertificateChain, data: ValidationData, at: datetime
    ) -> Begun:
        return begin_signature(
            pdf,
            "CoQuan",
            chain,
            profile=RESULT,
            signed_at=at,
            reason="Ban hành",
            location="Hà Nội",
            appearance=StampAppearance(self.fonts),
            fill=NUMBER,
            validation_data=data,
        )

    def finish(self, begun: Begun, key: Pkcs12Key) -> bytes:
        raw = key.sign_raw(begun.attributes, DIGEST)
        return finish_signature(begun, raw, Timestamper(self.pki.tsa_url, headers=self.headers))

    def make(
        self,
        leader: str = "leader",
        seal: str = "seal",
        at: datetime | None = None,
        attestation: bytes | None = None,
    ) -> Made:
        """A whole result, as the product makes it."""
        moment = at or datetime.now(UTC)
        rendered = self.render(attestation=attestation)
        prepared = prepare(rendered, RESULT)
        leader_key, seal_key = self.pki.key(leader), self.pki.key(seal)
        begun = self.begin(prepared, "LanhDao", leader_key.chain, moment)
        by_leader = self.finish(begun, leader_key)
        data = gather(
            [seal_key.chain, *chains_in(by_leader)],
            trust_roots=self.pki.roots,
            fetch=Fetcher(headers=self.headers),
            at=moment,
        )
        sealed = self.finish(self.begin_seal(by_leader, seal_key.chain, data, moment), seal_key)
        return Made(rendered, prepared, by_leader, data, sealed, moment)

    def make_unasked(self, leader: str, seal: str) -> bytes:
        """A result by keys that the product would refuse: what an attacker or a bug might make."""
        moment = datetime.now(UTC)
        leader_key, seal_key = self.pki.key(leader), self.pki.key(seal)
        prepared = prepare(self.render(), RESULT)
        begun = self.begin(prepared, "LanhDao", leader_key.chain, moment)
        by_leader = self.finish(begun, leader_key)
        path = (self.pki.certificate("root"), self.pki.certificate("issuer"))
        signers = [
            (*path, chain.leaf)
            for chain in (leader_key.chain, seal_key.chain)
            if not leader.startswith("evil")
        ]
        tsa = (self.pki.certificate("root"), self.pki.certificate("tsa"))
        answers = fetch_answers([*signers, tsa], Fetcher())
        data = ValidationData(path, answers.ocsps, answers.crls, moment, moment)
        return self.finish(self.begin_seal(by_leader, seal_key.chain, data, moment), seal_key)

    def complete(self, prepared: bytes, data: ValidationData) -> bytes:
        """Sign and seal this prepared document; `data` is that of another result."""
        at, leader, seal = datetime.now(UTC), self.pki.key("leader"), self.pki.key("seal")
        by_leader = self.finish(self.begin(prepared, "LanhDao", leader.chain, at), leader)
        return self.finish(self.begin_seal(by_leader, seal.chain, data, at), seal)

    def seal_without_asking(
        self,
        pdf: bytes,
        label: str,
        data: ValidationData,
        *,
        subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
        stamper: TimeStamper | None = None,
        timestamped: bool = True,
    ) -> bytes:
        """A seal straight through pyHanko, past every check of ours."""
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        fill_fields(writer, RESULT, NUMBER, self.fonts)
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[Certificate.load(certificate) for certificate in data.certificates],
            ocsps=[OCSPResponse.load(answer) for answer in data.ocsps],
            crls=[CertificateList.load(answer) for answer in data.crls],
        )
        metadata = PdfSignatureMetadata("CoQuan", md_algorithm=DIGEST, subfilter=subfilter)
        stamper = stamper or Timestamper(self.pki.tsa_url).client()
        return self._through_pyhanko(writer, label, metadata, stamper if timestamped else None)

    def sign_uncertified(self, pdf: bytes) -> bytes:
        """The leader's signature as an approval instead of a certification."""
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        metadata = PdfSignatureMetadata(
            "LanhDao", md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES
        )
        return self._through_pyhanko(
            writer, "leader", metadata, Timestamper(self.pki.tsa_url).client()
        )

    def _through_pyhanko(
        self,
        writer: IncrementalPdfFileWriter,
        label: str,
        metadata: PdfSignatureMetadata,
        stamper: TimeStamper | None,
    ) -> bytes:
        signer = SimpleSigner.load_pkcs12_data(self.pki.key_file(label), (), PASSWORD.encode())
        signer.embed_roots = False
        signed = PdfSigner(metadata, signer, timestamper=stamper).sign_pdf(writer).getvalue()
        start = signed.rindex(b"/Contents <")
        end = signed.index(b">", start)
        value = signed[start:end].replace(b"/Contents", b"").lower()
        return bytes(signed[:start] + b"/Contents" + value + signed[end:])
