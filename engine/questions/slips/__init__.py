"""The seven slips of the one-stop desk, by name and circular (Thông tư 03/2025/TT-VPCP, Phụ lục I).

Numbers 05 and 06 mean other forms in Thông tư 01/2018/TT-VPCP, so nothing here goes by a number.
All are printed from the system's own records, with a QR code to the public page.
"""

from engine.questions.slips.apology import apology_letter
from engine.questions.slips.control_sheet import control_sheet
from engine.questions.slips.intake_refusal import IntakeRefused, intake_refusal
from engine.questions.slips.receipt import receipt
from engine.questions.slips.register_book import register_book
from engine.questions.slips.stop_notice import stop_notice
from engine.questions.slips.supplement_request import supplement_request

__all__ = [
    "IntakeRefused",
    "apology_letter",
    "control_sheet",
    "intake_refusal",
    "receipt",
    "register_book",
    "stop_notice",
    "supplement_request",
]
