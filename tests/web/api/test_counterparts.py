"""Whatever a page does by a form, the API does too; what it leaves out stands here with why."""

from __future__ import annotations

from flask import Flask

from web.api.nouns import DECLARED

PAIRS = {
    "sign_in.enter": "session_enter",
    "sign_in.enter_code": "session_enter_code",
    "sign_in.leave": "session_leave",
    "account.end_session": "account_end_session",
    "account.end_other_sessions": "account_end_other_sessions",
    "account.new_password": "account_new_password",
    "account.totp_begin": "account_totp_begin",
    "account.totp_confirm": "account_totp_confirm",
    "account.add_token": "account_add_token",
    "account.drop_token": "account_revoke",
    "accounts.make": "accounts_make",
    "accounts.new_password": "accounts_new_password",
    "accounts.lock_it": "accounts_lock_it",
    "accounts.unlock_it": "accounts_unlock_it",
    "accounts.take_totp_off": "accounts_take_totp_off",
    "accounts.leaves": "accounts_leaves",
    "instruments.make": "instruments_make",
    "instruments.correct_it": "instruments_correct_it instruments_add_line instruments_strike_line",
    "instruments.attach": "instruments_attach",
    "instrument_acts.review_it": "instruments_review_it",
    "instrument_acts.put_it_in_force": "instruments_put_it_in_force",
    "instrument_acts.strike_it": "instruments_strike_it",
    "scope_editor.change": "instruments_correct_line",
    "competences.make": "competences_make",
    "competences.correct_it": "competences_correct_it",
    "competences.end_it": "competences_end_it",
    "commitments.make": "commitments_make",
    "commitments.correct_it": "commitments_correct_it",
    "commitments.strike_it": "commitments_strike_it",
    "commitments.attest": "commitments_attest commitments_attest_by_file",
    "instrument_end.do": "moves_revoked moves_suspended moves_resumed",
    "language.change": "account_speak",
    "inbox.keep_filter": "inbox_keep_filter",
    "inbox.drop_filter": "inbox_drop_filter",
    "bulk.send_on": "many_send_on",
    "bulk.give": "many_give",
    "bulk.send_back": "many_send_back",
    "intake.take_in": "intake_take_in",
    "intake.ask_again": "intake_ask_again",
    "intake_help.offers": "intake_offers",
    "intake_help.person": "intake_known",
    "intake_help.send_ahead": "intake_send_ahead",
    "intake_help.take_back": "intake_take_back",
    "refuse_intake.printed": "intake_refuse",
    "receipt.print_again": "dossiers_print_again",
    "task.finish": "tasks_finish",
    "task.take": "tasks_take",
    "task.ask_again": "tasks_ask_again",
    "task_acts.return_it": "tasks_return_it",
    "task_acts.assign_it": "tasks_give",
    "task_acts.put_back": "tasks_put_back",
    "task_acts.declare": "tasks_stand_aside",
    "task_view.seen": "tasks_seen",
    "task_view.put_aside": "tasks_put_aside",
    "task_view.take_back": "tasks_take_back",
    "joint.answer": "tasks_answer",
    "joint.cast": "tasks_cast",
    "joint.close": "tasks_close",
    "undo.take_back": "dossiers_take_back",
    "signing.sign_it": "signing_sign_it",
    "signing.seal_it": "signing_seal_it",
    "signing_desk.sign_it": "signing_sign_at_desk",
    "signing_desk.return_it": "tasks_return_it",
    "signing_desk.look_at_it": "signing_look_at_it",
    "signing_desk.arrange_it": "signing_arrange_it",
    "signing_desk.choose_them": "signing_choose_to_sign",
    "issue_desk.seal_it": "signing_seal_it",
    "issue_desk.withhold_it": "signing_withhold_it",
    "issue_desk.choose_them": "signing_choose_to_seal",
    "batch.lay_them_out": "signing_lay_them_out",
    "batch.sign_them": "signing_sign_them",
    "supplement.take_in": "tasks_supplement",
    "dossier_acts.do": "dossiers_withdrawn dossiers_stopped dossiers_linked dossiers_apology",
    "comments.add": "dossiers_comment",
    "comments.take_back": "dossiers_strike_it",
    "paper_dossier.give": "dossiers_handed",
    "paper_dossier.take": "dossiers_in_hand",
    "returns.give": "counter_give",
    "applicant.supplement": "public_supplement",
    "applicant.give_rating": "public_rated",
    "online.begin": "public_begin",
    "online.send": "public_save public_add_files public_hand public_drop",
    "online.ask_again": "public_ask_again",
    "online_desk.decide": "intake_more intake_refuse_it",
    "check.judge": "public_judge",
    "gaps.look_again": "grounds_look_again",
    "instrument_reports.set_it": "grounds_due",
    "instrument_reports.sent": "grounds_report_sent",
    "operations.again_alike": "reports_again_alike",
    "operations.again": "reports_again",
    "units.make": "people_enter_a_unit",
    "units.correct": "people_correct_a_unit",
    "units.close": "people_end_a_unit",
    "units.drop": "people_strike_a_unit",
    "positions.make": "people_enter_a_position",
    "positions.correct": "people_correct_a_position",
    "positions.close": "people_end_a_position",
    "positions.drop": "people_strike_a_position",
    "appointments.make": "people_enter_an_appointment",
    "appointments.correct": "people_correct_an_appointment",
    "appointments.close": "people_end_an_appointment",
    "appointments.drop": "people_strike_an_appointment",
    "appointments.move_on": "people_transfer_to",
    "absences.make": "absences_enter_an_absence",
    "absences.close": "absences_end_an_absence",
    "reorganisations.make": "reorganisations_enter",
    "reorganisations.approve": "reorganisations_approve",
    "reorganisations.drop": "reorganisations_drop",
    "persons.make": "people_enter_a_person",
    "persons.correct": "people_correct_a_person",
}
WITHOUT = {
    "drafts.save": "a program has its own memory; what a person types on the page is theirs",
    "drafts.discard": "as drafts.save",
    "presence.leave": "a program has no page open that somebody else should know of",
}
"""Pages' forms that have no counterpart, and why."""


def test_every_form_of_a_page_has_its_counterpart(app: Flask) -> None:
    forms = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.endpoint.startswith("api.")
    }
    assert forms == PAIRS.keys() | WITHOUT.keys()
    named = {name for names in PAIRS.values() for name in names.split()}
    assert named <= DECLARED.keys()


def test_no_act_of_the_api_is_without_a_page() -> None:
    acts = {name for name, found in DECLARED.items() if found.method == "POST"}
    named = {name for names in PAIRS.values() for name in names.split()}
    #: What pages do when they are opened, or ask before they show a choice.
    opened = {"signing_page_to_sign", "dossiers_mentions_seen", "many_may_get", "many_may_go"}
    assert acts == named | opened
