// A page that closes says so, that the others need not wait for its silence.
addEventListener("pagehide", () => {
  const line = document.querySelector("[data-leave]");
  const token = document.querySelector("input[name=csrf_token]");
  if (!line || !token) return;
  const data = new FormData();
  data.set("csrf_token", token.value);
  navigator.sendBeacon(line.dataset.leave, data);
});
