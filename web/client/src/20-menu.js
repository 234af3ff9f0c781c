// An open menu closes when one looks elsewhere, or on Escape.
const close = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
};
document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  close();
  menu?.querySelector("summary").focus();
});
// Tabs that do not fit scroll; the one that is open stands in sight.
for (const here of document.querySelectorAll(".bar nav [aria-current], .tabs [aria-current], .sheets [aria-current]")) {
  const row = here.parentElement;
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
