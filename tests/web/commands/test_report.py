"""`trinhky report --check`: silent when the report equals the history, loud when not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from engine.outside.outside import Outside
from engine.settings import Settings
from engine.store.records import DossierRow
from tests.web.stories import told
from web.commands import commands


@pytest.fixture
def environ(settings: Settings) -> dict[str, str]:
    assert settings.database_url
    assert settings.redis_url
    return {
        "TRINHKY_HOME": str(settings.home),
        "TRINHKY_DATABASE_URL": settings.database_url,
        "TRINHKY_REDIS_URL": settings.redis_url,
    }


def test_the_report_equals_the_history_until_somebody_changes_a_row(
    outside: Outside, environ: dict[str, str]
) -> None:
    dossier = told(outside, "hn_663_ban_sao_tu_so_goc", "straight_through", 1)
    asked = ["report", "--check", "--from", "01/01/2026"]
    good = CliRunner().invoke(commands, asked, env=environ)
    assert good.exit_code == 0, good.output
    assert "0 sai lệch" in good.output

    with outside.sessions.begin() as session:
        long_ago = outside.clock.now() - timedelta(days=1)
        session.execute(update(DossierRow).where(DossierRow.id == dossier).values(due_at=long_ago))
    bad = CliRunner().invoke(commands, asked, env=environ)
    assert bad.exit_code == 1
    assert "KHÁC" in bad.output
    assert "overdue" in bad.output


def test_a_day_that_is_none_is_refused_in_one_sentence(environ: dict[str, str]) -> None:
    answer = CliRunner().invoke(commands, ["report", "--check", "--from", "hôm qua"], env=environ)
    assert answer.exit_code != 0
    assert "ngày/tháng/năm" in str(answer.exception)
