// The way back after a forwarding: the seconds run down in the notice; z or Ctrl+Z takes it back.
const undoNotice = () => document.querySelector(".notice[data-undo]");
document.addEventListener("DOMContentLoaded", () => {
  const notice = undoNotice();
  if (!notice) return;
  const end = Date.now() + Number(notice.dataset.undo) * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left > 0) {
      notice.querySelector("[data-undo-left]").textContent = `(${left})`;
      return;
    }
    clearInterval(ticking);
    delete notice.dataset.undo;
    // A press that is on its way is the server's to judge.
    const form = notice.querySelector("form");
    if (form && !form.dataset.sent) form.remove();
  };
  const ticking = setInterval(tick, 250);
});
document.addEventListener("keydown", (event) => {
  const asked = event.key === "z" && !event.altKey && !event.metaKey && !event.shiftKey;
  if (!asked || event.repeat || event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  const form = undoNotice()?.querySelector("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
