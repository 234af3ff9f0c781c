// A refused form opens at its error summary, and the link of a line goes into the field.
document.addEventListener("DOMContentLoaded", () => document.querySelector(".errors")?.focus());
document.addEventListener("click", (event) => {
  const link = event.target.closest(".errors a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  field.focus();
});
