from sqlalchemy import select
from engine.store.records import InstrumentRow
from tests.journeys.backroom import Backroom
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.instruments.revoke import revoke
from tests.journeys.pages import person
import time
OUT="/tmp/moves-tmp/"
def test_shots(backroom: Backroom, seat) -> None:
    room = backroom
    ids=[room.play("hn_663_ban_sao_tu_so_goc", "straight_through", "KySoBanSao/LanhDaoKy") for _ in range(3)]
    lc=[room.play("laocai_1883", None, "x") for _ in range(0)]
    def instr(number):
        with room.outside.sessions() as s:
            return s.scalars(select(InstrumentRow.id).where(InstrumentRow.number==number, InstrumentRow.recorded_to.is_(None))).one()
    a, d = instr("15/QĐ-UBND"), instr("1883/QĐ-UBND")
    page = seat("quan_tri")
    base="/quan-tri/tham-quyen"
    def shot(name, path, width=1440):
        page.set_viewport_size({"width":width,"height":900})
        page.goto(path); page.wait_for_load_state("networkidle")
        page.screenshot(path=OUT+name+".png", full_page=True)
    shot("end1440", f"{base}/van-ban/{a}/thu-hoi")
    shot("end390", f"{base}/van-ban/{a}/thu-hoi", 390)
    page.get_by_role("button", name="Thu hồi văn bản").click(); page.wait_for_load_state("networkidle")
    page.screenshot(path=OUT+"wrong390.png", full_page=True)
    g=Grounds("Phó Chủ tịch chuyển công tác từ ngày mai","Quyết định số 99/QĐ-UBND ngày 01/12/2026")
    run=revoke(room.outside, person("quan_tri"), a, g)
    shot("run1440", f"{base}/chuyen-ho-so/{run}")
    time.sleep(6)
    shot("rundone1440", f"{base}/chuyen-ho-so/{run}")
    shot("rundone390", f"{base}/chuyen-ho-so/{run}", 390)
    shot("runs1440", f"{base}/chuyen-ho-so")
    shot("del1440", f"{base}/van-ban/{d}/thu-hoi")
    shot("gone1440", f"{base}/van-ban/{a}/thu-hoi")
    c = seat("chu_tich")
    c.goto(f"/ho-so/{ids[0]}"); c.wait_for_load_state("networkidle"); c.screenshot(path=OUT+"dossier.png", full_page=True)
    page.goto(base); page.evaluate("1")
    page.locator("button[value=en], a[hreflang=en]").first.click() if page.locator("button[value=en], a[hreflang=en]").count() else None
    shot("en1440", f"{base}/chuyen-ho-so/{run}")
