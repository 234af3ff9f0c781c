// Several are chosen in a list; j and k open its neighbours.
const boxes = (form) => [...form.querySelectorAll("input[name=pick]:not(:disabled)")];
const count = (form) => {
  const chosen = boxes(form).filter((box) => box.checked).length;
  form.querySelector("[data-pick-count]").textContent = chosen || "";
};
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-pick-all]")) button.hidden = false;
});
document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-pick-all]")?.closest("form");
  if (!form) return;
  const every = boxes(form);
  const all = every.every((box) => box.checked);
  for (const box of every) box.checked = !all;
  count(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-picks]");
  if (form) count(form);
});
document.addEventListener("keydown", (event) => {
  const list = document.querySelector("[data-desk]");
  if (!list || event.ctrlKey || event.metaKey || event.altKey || !"jk".includes(event.key)) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const rows = [...list.querySelectorAll("a.task-row")];
  const here = rows.findIndex((row) => row.ariaCurrent);
  const next = rows[here + (event.key === "j" ? 1 : -1)];
  event.stopImmediatePropagation();
  if (next) location.assign(next.href);
}, true);
// A batch goes on by itself, a few documents at a time, while its field holds the password. While it
// does, the list is its alone: an answer to an earlier look would take the place that its own goes to.
const atWork = () => document.querySelector("[data-batch][data-sent]");
for (const moment of ["htmx:before:request", "htmx:before:response"])
  document.addEventListener(moment, (event) => {
    if (event.target.id === "batch-items" && atWork()) event.preventDefault();
  });
document.addEventListener("htmx:finally:request", (event) => {
  const form = event.target.closest?.("[data-batch]");
  const { ctx } = event.detail;
  if (!form || ctx.hx?.redirect) return;
  const items = document.querySelector("#batch-items");
  const answered = ctx.response && ctx.response.status < 500 && ctx.status === "swapped" && items;
  form.querySelector("[data-batch-stopped]").hidden = Boolean(answered);
  if (answered && items.hasAttribute("data-more")) return void setTimeout(() => form.dispatchEvent(new Event("more")));
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  if (!answered) return; // the password stays: one press goes on
  form.querySelector("[type=password]").value = "";
  if (items.querySelector("[role=alert]")) return void form.querySelector("[type=password]").focus();
  form.hidden = true;
});
