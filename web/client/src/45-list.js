// The list of tasks: found as one types, several chosen, brought anew without a reload.
const LOOK_AGAIN = 20_000;
const RENEW = 600_000;
const MOST = 300;
const ask = async (address) => {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  const door = answer?.headers.get("HX-Redirect");
  if (door) location.assign(door);
  return answer?.ok && !door ? answer : null;
};
// What is typed last is what is shown, however the answers come in.
const finder = (field, show, wait = 200) => {
  let turn = 0, timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const mine = ++turn;
    timer = setTimeout(async () => {
      const typed = field.value.trim();
      const answer = typed ? await ask(`${field.dataset.search}?q=${encodeURIComponent(typed)}`) : null;
      const text = answer ? await answer.text() : "";
      if (mine === turn) show(typed, text);
    }, wait);
  });
};
window.trinhky = { ask, finder };

document.addEventListener("DOMContentLoaded", () => {
  const list = document.getElementById("danh-sach");
  const field = document.getElementById("tim");
  if (!list) return;
  const found = document.getElementById("tim-thay");
  finder(field, (typed, text) => {
    found.innerHTML = text;
    found.hidden = !typed;
    list.hidden = Boolean(typed);
  });

  const picks = () => [...list.querySelectorAll(".pick input")];
  const chosen = () => picks().filter((pick) => pick.checked);
  const count = () => {
    const label = list.querySelector("[data-chosen]");
    const number = chosen().length;
    if (number) label.textContent = label.dataset.chosen.replace("{n}", number);
    for (const button of list.querySelectorAll(".bulk .text-button")) button.hidden = !number;
  };
  list.addEventListener("change", count);
  list.addEventListener("click", async (event) => {
    const same = event.target.closest("[data-same-step]");
    if (same) {
      const steps = new Set(chosen().map((pick) => pick.closest("li").dataset.step));
      let left = 100 - chosen().length;
      for (const pick of picks()) if (!pick.checked && left > 0 && steps.has(pick.closest("li").dataset.step)) {
        pick.checked = true;
        left -= 1;
      }
      count();
    }
    if (event.target.closest("[data-unselect]")) {
      for (const pick of chosen()) pick.checked = false;
      count();
    }
    const more = event.target.closest("[data-more]");
    if (!more || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const answer = await ask(more.dataset.more);
    if (!answer) return location.assign(more.href);
    const rows = document.createElement("template");
    rows.innerHTML = await answer.text();
    const first = rows.content.querySelector("a.task-row");
    more.closest("p").replaceWith(rows.content);
    first?.focus();
  });
  addEventListener("pageshow", count);

  // The task that opened by itself is read once it can be seen.
  const head = document.querySelector(".at-list .work > .head[data-seen]");
  if (head?.offsetParent) {
    const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers:inherited"));
    fetch(head.dataset.seen, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
  }

  const said = document.getElementById("tin-moi");
  let whole = Date.now();
  const again = async () => {
    if (document.hidden || list.hidden || list.contains(document.activeElement?.closest("input:not([type=checkbox]), select, details[open]"))) return;
    const before = new Set(picks().map((pick) => pick.value));
    if (before.size > MOST) return; // who walks that far down keeps the ground under their feet
    // The remaining times grow old although nothing changes: now and then all comes anew.
    const old = Date.now() - whole > RENEW;
    const mark = old ? "" : list.querySelector("[data-mark]").dataset.mark;
    const answer = await ask(`${list.dataset.again}&hien=${before.size}&dau=${mark}`);
    if (!answer || answer.status !== 200) return;
    const text = await answer.text();
    whole = Date.now();
    const kept = new Set(chosen().map((pick) => pick.value));
    const open = list.querySelector("[aria-current].task-row")?.getAttribute("href");
    const at = document.activeElement;
    const focused = list.contains(at) ? [at.value || at.getAttribute("href"), at.className] : null;
    const panel = list.closest(".tasks");
    const scrolled = panel.scrollTop;
    list.innerHTML = text;
    for (const pick of picks()) pick.checked = kept.has(pick.value);
    for (const row of list.querySelectorAll("a.task-row")) if (row.getAttribute("href") === open) {
      row.setAttribute("aria-current", "true");
      row.closest("li").classList.remove("unread");
    }
    if (focused) [...list.querySelectorAll("a, input, button")].find((e) =>
      (e.value || e.getAttribute("href")) === focused[0] && e.className === focused[1])?.focus({ preventScroll: true });
    panel.scrollTop = scrolled;
    count();
    const fresh = picks().filter((pick) => !before.has(pick.value)).length;
    if (fresh) said.textContent = fresh === 1 ? said.dataset.one : said.dataset.many.replace("{n}", fresh);
  };
  setInterval(again, Number(list.dataset.every) || LOOK_AGAIN);
  document.addEventListener("visibilitychange", again);
});
