// Keys of the desk. Never while something is typed, never with another modifier than a key needs.
document.addEventListener("DOMContentLoaded", () => {
  const help = document.getElementById("phim-tat");
  const palette = document.getElementById("bang-lenh");
  if (!help) return;
  const rows = () => [...document.querySelectorAll(".tasks a.task-row")].filter((row) => row.offsetParent);
  const current = () => rows().find((row) => row === document.activeElement || row.closest("li").contains(document.activeElement));
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current() ?? all.find((row) => row.hasAttribute("aria-current")));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    o: () => current()?.click(),
    x: () => {
      const row = current() ?? rows().find((each) => each.hasAttribute("aria-current"));
      row?.closest("li").querySelector(".pick input")?.click();
      row?.focus();
    },
    // With something chosen, the primary action is that of the choice.
    e: () => (document.querySelector(".tasks .pick input:checked") && document.querySelector(".tasks .bulk .primary, .tasks .pick-bar .primary")
      || document.querySelector(".work .act .primary"))?.focus(),
    a: () => document.querySelector(".tasks [data-same-step]:not([hidden]), .tasks [data-pick-all]:not([hidden])")?.click(),
    u: () => {
      const menu = document.getElementById("tam-gac");
      if (!menu) return;
      menu.open = true;
      menu.querySelector("button").focus();
    },
    "/": () => document.getElementById("tim")?.focus(),
    "?": () => help.showModal(),
  };
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", acts["?"]);
  }
  let going = 0;
  const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return openPalette();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
    if (help.open || palette.open) return;
    const place = Date.now() - going < 1500 && document.querySelector(`#phim-g [data-key="${CSS.escape(event.key)}"] a`);
    going = event.key === "g" ? Date.now() : 0;
    if (place) {
      event.preventDefault();
      return place.click();
    }
    if (Object.hasOwn(acts, event.key)) {
      event.preventDefault();
      acts[event.key]();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target.id !== "tim") return;
    event.target.value = "";
    event.target.dispatchEvent(new Event("input"));
    event.target.blur();
  });

  // The palette: places at once, dossiers as they are found.
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const field = palette.querySelector("input");
  const places = palette.querySelector(".places");
  const dossiers = palette.querySelector(".dossiers");
  field.dataset.search = palette.dataset.search;
  const every = () => {
    const seen = new Map();
    for (const link of document.querySelectorAll(".bar nav a, .tabs a, #phim-g a")) {
      if (!seen.has(link.href)) seen.set(link.href, link.textContent.trim().replace(/\s+/g, " "));
    }
    return [...seen];
  };
  const showPlaces = () => {
    const wanted = fold(field.value.trim());
    const lines = every().filter(([, name]) => fold(name).includes(wanted)).slice(0, 9).map(([href, name]) => {
      const line = document.createElement("li");
      const link = line.appendChild(document.createElement("a"));
      link.href = href;
      link.textContent = name;
      return line;
    });
    places.replaceChildren(...lines);
  };
  const openPalette = () => {
    if (palette.open) return;
    help.close();
    field.value = "";
    dossiers.replaceChildren();
    showPlaces();
    palette.showModal();
    field.focus();
  };
  field.addEventListener("input", showPlaces);
  window.trinhky.finder(field, (_typed, text) => { dossiers.innerHTML = text; });
  palette.addEventListener("keydown", (event) => {
    const all = [...palette.querySelectorAll("a")];
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? field : all[Math.min(next, all.length - 1)])?.focus();
    }
    if (event.key === "Enter" && document.activeElement === field) {
      event.preventDefault();
      all[0]?.click();
    }
  });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
});
