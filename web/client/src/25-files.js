// Our words over the browser's own file field say what was chosen.
document.addEventListener("change", (event) => {
  const face = event.target.type === "file" && event.target.parentElement.querySelector(".face");
  if (!face) return;
  const names = [...event.target.files].map((file) => file.name);
  const many = names.length > 1 ? `${face.dataset.many.replace("{n}", names.length)} ` : "";
  face.querySelector(".chosen").textContent = names.length ? many + names.join(", ") : face.dataset.none;
});
