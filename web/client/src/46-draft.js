// What is typed into a form with `data-draft` is kept by the server: after a pause, on leaving,
// and before it is sent. Without a connection it stays in the page (papers are confidential:
// nothing is written to the browser's own storage) and is kept as soon as there is one again.
const PAUSE = 2000, RETRY = 5000, PATIENCE = 8000, FRESH = 10000;
const fragile = new WeakMap(); // form -> { dirty, timer, contact, unsent }
const about = (form) => {
  if (!fragile.has(form)) fragile.set(form, { dirty: false, timer: 0, contact: Date.now(), unsent: null });
  return fragile.get(form);
};
const tellState = (form, text, kind = "") => {
  const line = form.querySelector("[data-draft-state]");
  if (!line) return;
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle("late", kind === "away");
};
const words = (form, which) => form.querySelector("[data-draft-state]")?.dataset[which] ?? "";
const written = (form) => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
  return data;
};

// "ok", "away" (no connection), "over" (no session), or the sentence of a refusal.
async function keepDraft(form) {
  const state = about(form);
  clearTimeout(state.timer);
  state.dirty = false;
  let answer;
  try {
    answer = await fetch(form.dataset.draft, {
      method: "POST", body: written(form), headers: { "X-Draft": "1", Accept: "application/json" },
      redirect: "error", signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return notKept(form, "away");
  }
  if (answer.status === 401 || answer.status === 400) return notKept(form, "over");
  if (answer.status >= 502) return notKept(form, "away");
  state.contact = Date.now();
  const says = (await answer.json().catch(() => ({}))).says ?? "";
  if (!answer.ok) {
    tellState(form, says, "away");
    return says || "refused";
  }
  tellState(form, state.unsent ? words(form, "back") : says);
  state.unsent = null;
  return "ok";
}
function notKept(form, why) {
  const state = about(form);
  state.dirty = true;
  if (why === "over") {
    renew(form);
    return why;
  }
  tellState(form, state.unsent ? words(form, "unsent") : words(form, "away"), "away");
  state.timer = setTimeout(() => keepDraft(form), RETRY);
  return why;
}

// A session that ended: the same person may have signed in again in another tab.
async function renew(form) {
  const dialog = document.querySelector("dialog.session-over");
  if (!dialog) return;
  let answer;
  try {
    answer = await fetch(dialog.dataset.session, { headers: { "X-Draft": "1" }, redirect: "error" });
  } catch {
    return notKept(form, "away");
  }
  const now = answer.ok ? await answer.json() : null;
  const other = now !== null && now.person !== dialog.dataset.person;
  dialog.querySelector("[data-other]").hidden = !other;
  if (!now || other) {
    if (!dialog.open) dialog.showModal();
    return;
  }
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = now.token;
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": now.token }));
  if (dialog.open) dialog.close();
  await keepDraft(form);
}
const forms = () => document.querySelectorAll("form[data-draft]");
const asked = () => {
  if (document.visibilityState === "visible" && document.querySelector("dialog.session-over[open]")) forms().forEach(renew);
};
document.addEventListener("visibilitychange", asked);
addEventListener("focus", asked);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-again]")) forms().forEach(renew);
});

const typed = (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft || event.target.type === "password" || event.target.type === "file") return;
  const state = about(form);
  state.dirty = true;
  clearTimeout(state.timer);
  state.timer = setTimeout(() => keepDraft(form), PAUSE);
  if (navigator.onLine && !state.unsent) tellState(form, words(form, "typing"));
};
document.addEventListener("input", typed);
document.addEventListener("change", typed);
addEventListener("offline", () => forms().forEach((form) => tellState(form, words(form, "away"), "away")));
addEventListener("online", () => forms().forEach((form) => {
  if (about(form).dirty || about(form).unsent) keepDraft(form);
  else tellState(form, "");
}));
addEventListener("pagehide", () => forms().forEach((form) => {
  if (about(form).dirty && !form.dataset.sent) navigator.sendBeacon(form.dataset.draft, written(form));
}));

// Before it is sent: without a fresh word from the server its text is kept first, so that neither
// a dead line nor an ended session takes it along. Nothing is sent while the line is dead.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.checked) return;
  if (!form.dataset.draft) {
    if (!navigator.onLine) event.preventDefault(), event.stopImmediatePropagation(), sayOffline(form);
    return;
  }
  const state = about(form);
  if (navigator.onLine && !state.dirty && !state.unsent && Date.now() - state.contact < FRESH) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.checking) return;
  form.dataset.checking = "yes";
  const button = event.submitter;
  state.unsent = button ?? form;
  keepDraft(form).then((came) => {
    delete form.dataset.checking;
    if (came !== "ok") return;
    tellState(form, "");
    form.dataset.checked = "yes";
    form.requestSubmit(button);
    delete form.dataset.checked;
  });
}, true);
function sayOffline(form) {
  const state = document.querySelector("[data-draft-state]");
  if (state) tellState(state.closest("form"), state.dataset.unsent, "away");
  else form.querySelector("button")?.focus();
}
// A fragment that comes back as a refusal never takes the place of what is being typed, and one
// that would lead to the sign-in page does not lead away from it.
document.addEventListener("htmx:before:response", (event) => {
  const { response, sourceElement } = event.detail.ctx;
  const form = sourceElement.closest("form[data-draft]") ?? forms()[0];
  if (!form) return;
  const over = response.headers.has("HX-Redirect") || response.status === 401;
  const inside = form.contains(sourceElement);
  if (!over && !(inside && response.status >= 400)) return;
  event.preventDefault();
  if (over || response.status === 400) renew(form);
});
