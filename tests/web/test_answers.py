"""What a browser sends, as the engine hears it."""

from __future__ import annotations

from io import BytesIO

from werkzeug.datastructures import FileStorage, MultiDict

from engine.actions.papers import Upload
from web.answers import answers_of
from web.fields import answer_id, intake_id
from web.uploads import uploads_of


def test_only_answers_are_taken_from_a_form() -> None:
    form = MultiDict([("csrf_token", "x"), ("answers.ket_luan", "du"), ("key", "k")])
    assert answers_of(form) == {"ket_luan": "du"}


def test_a_ticked_box_wins_over_its_hidden_no() -> None:
    form = MultiDict([("answers.gap", "false"), ("answers.gap", "true")])
    assert answers_of(form) == {"gap": "true"}


def test_an_empty_choice_of_file_is_no_file() -> None:
    files = MultiDict(
        [
            ("papers.don", FileStorage(BytesIO(b"%PDF"), filename="don.pdf")),
            ("papers.cccd", FileStorage(BytesIO(b""), filename="")),
            ("khac", FileStorage(BytesIO(b"x"), filename="x.pdf")),
        ]
    )
    assert list(uploads_of(files, "papers.")) == [Upload("don", "don.pdf", b"%PDF")]


def test_the_lines_of_a_summary_lead_to_fields() -> None:
    assert answer_id("ket_luan") == "answers-ket_luan"
    assert intake_id("applicant.full_name") == "applicant-full_name"
    assert intake_id("papers.don") == "papers-don"
    assert intake_id("papers") == "papers"
    assert intake_id("so_quyen") == "answers-so_quyen"
