// Fields of the register that name a record: the list under them follows what is typed. Without a
// script the same field is read when the form is sent, and asks back when several may be meant.
const WAIT = 200;
let timer;

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.dataset.suggests) return;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const asked = field.value;
    const address = `${field.dataset.suggests}&tim=${encodeURIComponent(asked)}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.headers.has("HX-Redirect") || field.value !== asked) return;
      document.getElementById(field.getAttribute("list")).innerHTML = await answer.text();
    } catch {
      // the line is away; the press will say so
    }
  }, WAIT);
});
