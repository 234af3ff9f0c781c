"""One table a file. Every time is `timestamptz`; dossier-owned keys begin with `dossier_id`."""

from engine.store.records.absence import AbsenceRow
from engine.store.records.account import AccountRow
from engine.store.records.account_event import AccountEventRow
from engine.store.records.answer import AnswerRow
from engine.store.records.api_token import ApiTokenRow
from engine.store.records.appointment import AppointmentRow
from engine.store.records.assistant_of import AssistantOfRow
from engine.store.records.ballot_box import BallotBoxRow
from engine.store.records.base import Record
from engine.store.records.batch_item import BatchItemRow
from engine.store.records.budget_group import BudgetGroupRow
from engine.store.records.bundle import BundleRow
from engine.store.records.calendar import CalendarRow
from engine.store.records.candidate import CandidateRow
from engine.store.records.commitment import CommitmentRow
from engine.store.records.commitment_attestation import CommitmentAttestationRow
from engine.store.records.commitment_reminder import CommitmentReminderRow
from engine.store.records.competence import CompetenceRow
from engine.store.records.counter import CounterRow
from engine.store.records.desk_habit import DeskHabitRow
from engine.store.records.desk_look import DeskLookRow
from engine.store.records.desk_mark import DeskMarkRow
from engine.store.records.document import DocumentRow
from engine.store.records.document_version import DocumentVersionRow
from engine.store.records.dossier import DossierRow
from engine.store.records.dossier_link import DossierLinkRow
from engine.store.records.dossier_search import DossierSearchRow
from engine.store.records.draft import DraftRow
from engine.store.records.gap_run import GapRunRow
from engine.store.records.grant import GrantRow
from engine.store.records.hand_over import HandOverRow
from engine.store.records.history import HistoryRow
from engine.store.records.idempotency import IdempotencyRow
from engine.store.records.instrument import InstrumentRow
from engine.store.records.instrument_file import InstrumentFileRow
from engine.store.records.known_party import KnownPartyRow
from engine.store.records.known_party_key import KnownPartyKeyRow
from engine.store.records.ledger import LedgerRow
from engine.store.records.mandate import MandateRow
from engine.store.records.mention import MentionRow
from engine.store.records.mention_seen import MentionSeenRow
from engine.store.records.message import MessageRow
from engine.store.records.number import NumberRow
from engine.store.records.number_register import NumberRegisterRow
from engine.store.records.online_submission import OnlineSubmissionRow
from engine.store.records.opinion import OpinionRow
from engine.store.records.outbox import OutboxRow
from engine.store.records.paper import PaperRow
from engine.store.records.paper_place import PaperPlaceRow
from engine.store.records.party_dossier import PartyDossierRow
from engine.store.records.passed_task import PassedTaskRow
from engine.store.records.pending_upload import PendingUploadRow
from engine.store.records.person import PersonRow
from engine.store.records.position import PositionRow
from engine.store.records.procedure_version import ProcedureVersionRow
from engine.store.records.rating import RatingRow
from engine.store.records.read_log import ReadLogRow
from engine.store.records.recompute import RecomputeRow
from engine.store.records.recovery_code import RecoveryCodeRow
from engine.store.records.register_clock import RegisterClockRow
from engine.store.records.register_epoch import RegisterEpochRow
from engine.store.records.register_event import RegisterEventRow
from engine.store.records.register_run import RegisterRunRow
from engine.store.records.register_run_item import RegisterRunItemRow
from engine.store.records.reorganisation import ReorganisationRow
from engine.store.records.saved_filter import SavedFilterRow
from engine.store.records.session import SessionRow
from engine.store.records.signing_attempt import SigningAttemptRow
from engine.store.records.subscription import SubscriptionRow
from engine.store.records.task import TaskRow
from engine.store.records.task_passing import TaskPassingRow
from engine.store.records.task_view import TaskViewRow
from engine.store.records.timer import TimerRow
from engine.store.records.unit import UnitRow

__all__ = [
    "AbsenceRow",
    "AccountEventRow",
    "AccountRow",
    "AnswerRow",
    "ApiTokenRow",
    "AppointmentRow",
    "AssistantOfRow",
    "BallotBoxRow",
    "BatchItemRow",
    "BudgetGroupRow",
    "BundleRow",
    "CalendarRow",
    "CandidateRow",
    "CommitmentAttestationRow",
    "CommitmentReminderRow",
    "CommitmentRow",
    "CompetenceRow",
    "CounterRow",
    "DeskHabitRow",
    "DeskLookRow",
    "DeskMarkRow",
    "DocumentRow",
    "DocumentVersionRow",
    "DossierLinkRow",
    "DossierRow",
    "DossierSearchRow",
    "DraftRow",
    "GapRunRow",
    "GrantRow",
    "HandOverRow",
    "HistoryRow",
    "IdempotencyRow",
    "InstrumentFileRow",
    "InstrumentRow",
    "KnownPartyKeyRow",
    "KnownPartyRow",
    "LedgerRow",
    "MandateRow",
    "MentionRow",
    "MentionSeenRow",
    "MessageRow",
    "NumberRegisterRow",
    "NumberRow",
    "OnlineSubmissionRow",
    "OpinionRow",
    "OutboxRow",
    "PaperPlaceRow",
    "PaperRow",
    "PartyDossierRow",
    "PassedTaskRow",
    "PendingUploadRow",
    "PersonRow",
    "PositionRow",
    "ProcedureVersionRow",
    "RatingRow",
    "ReadLogRow",
    "RecomputeRow",
    "Record",
    "RecoveryCodeRow",
    "RegisterClockRow",
    "RegisterEpochRow",
    "RegisterEventRow",
    "RegisterRunItemRow",
    "RegisterRunRow",
    "ReorganisationRow",
    "SavedFilterRow",
    "SessionRow",
    "SigningAttemptRow",
    "SubscriptionRow",
    "TaskPassingRow",
    "TaskRow",
    "TaskViewRow",
    "TimerRow",
    "UnitRow",
]
