"""`trinhky why`: every link of the chain, years later, and a refusal in one sentence."""

from __future__ import annotations

from tests.factories.stages import Case, Stages
from tests.web.commands.conftest import Command


def environ(case: Case) -> dict[str, str]:
    settings = case.office.outside.settings
    assert settings.database_url
    assert settings.redis_url
    return {
        "TRINHKY_DATABASE_URL": settings.database_url,
        "TRINHKY_REDIS_URL": settings.redis_url,
    }


def test_it_prints_law_position_and_person_of_what_was_signed(
    stages: Stages, command: Command
) -> None:
    with stages.case("to_seal") as case:
        said = command("why", case.id, "LanhDaoKy", "--json", **environ(case))
        again = command("why", case.id, "LanhDaoKy", "--at", "01/01/2020", **environ(case))
        wrong = command("why", case.id, "--known-at", "hôm qua", **environ(case))
    assert said.code == 0
    assert "Ký với tư cách: TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH" in said.output
    assert "theo Nghị định số 23/2015/NĐ-CP" in said.output
    assert "Lê Quang Hùng giữ chức Chủ tịch" in said.output
    [task] = said.json["tasks"]
    assert [node["kind"] for node in task["answered"][0]["answer"]["chain"]] == ["law", "person"]
    assert "KHÔNG Lê Quang Hùng [not_appointed]" in again.output
    assert "ngày/tháng/năm giờ:phút" in wrong.output
