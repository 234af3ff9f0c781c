import os
import threading
from datetime import date

from werkzeug.serving import make_server

from engine.actions.register.commitments.enter import enter_commitment
from engine.actions.register.commitments.told import CommitmentTold
from engine.actions.register.instruments.review import review
from engine.simulate import demo_city as city
from engine.store.register_acts import lines_of
from tests.factories.acts_entered import attach_scan, draft, line
from tests.factories.people import actor_of
from tests.web.browsing import signed_in, take_in

OUT = "/tmp/acts-tmp/shots"


def cookie_of(client, app):
    c = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    return {"name": c.key, "value": c.value}


def test_shots(app, outside, browser):
    os.makedirs(OUT, exist_ok=True)
    clerk = signed_in(app.test_client(), "mot_cua")
    take_in(clerk)
    first = draft(
        outside,
        lines=(line(), line(to_person_id=city.seat("tu_phap_2").person_id)),
        number="8808/QĐ-UBND",
    )
    attach_scan(outside, first)
    enter_commitment(
        outside,
        actor_of("quan_tri"),
        city.ASSIGNMENT,
        CommitmentTold(
            "Bố trí 02 công chức Tư pháp - Hộ tịch trực chứng thực", date(2026, 11, 1), 3
        ),
    )
    second = draft(
        outside, number="8809/QĐ-UBND", lines=(line(to_person_id=city.seat("tu_phap_2").person_id),)
    )
    attach_scan(outside, second)
    review(outside, actor_of("quan_tri_2"), second, None)
    with outside.sessions() as s:
        grant = lines_of(s, first)[0].id
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    A = "/quan-tri/tham-quyen"
    pages = {
        "home2": ("quan_tri_2", A),
        "home": ("quan_tri", A + "?tim=ban sao"),
        "list": ("quan_tri", A + "/van-ban"),
        "new": ("quan_tri", A + "/van-ban/moi"),
        "edit": ("quan_tri", f"{A}/van-ban/{first}/sua"),
        "one": ("quan_tri_2", f"{A}/van-ban/{first}"),
        "old": ("quan_tri", f"{A}/van-ban/{city.ASSIGNMENT}"),
        "ready": ("quan_tri_2", f"{A}/van-ban/{second}/san-sang"),
        "scope": ("quan_tri", f"{A}/van-ban/{first}/pham-vi/{grant}"),
        "laws": ("quan_tri", A + "/phap-luat"),
        "law": ("quan_tri", A + "/phap-luat/moi"),
        "commit": ("quan_tri", f"{A}/cam-ket/moi/{first}"),
    }
    wanted = os.environ.get("SHOTS", "").split(",") if os.environ.get("SHOTS") else list(pages)
    lang = os.environ.get("SHOTLANG", "")
    try:
        for width in (1440, 390):
            for name in wanted:
                login, path = pages[name]
                client = signed_in(app.test_client(), login)
                if lang:
                    client.post("/ngon-ngu", data={"language": lang})
                context = browser.new_context(viewport={"width": width, "height": 900})
                context.add_cookies(
                    [{**cookie_of(client, app), "url": base}]
                    + (
                        [
                            {"name": c.key, "value": c.value, "url": base}
                            for c in client._cookies.values()
                        ]
                        if lang
                        else []
                    )
                )
                page = context.new_page()
                page.goto(base + path)
                page.screenshot(path=f"{OUT}/{name}-{width}{lang}.png", full_page=True)
                over = page.evaluate("document.documentElement.scrollWidth")
                print(name, width, "scrollWidth", over)
                context.close()
    finally:
        server.shutdown()
