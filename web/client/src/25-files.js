// Our words over the browser's own file field say what was chosen.
document.addEventListener("change", (event) => {
  const face = event.target.type === "file" && event.target.parentElement.querySelector(".face");
  if (!face) return;
  const names = [...event.target.files].map((file) => file.name);
  const many = names.length > 1 ? `${face.dataset.many.replace("{n}", names.length)} ` : "";
  face.querySelector(".chosen").textContent = names.length ? many + names.join(", ") : face.dataset.none;
});

// A file dropped on a place of its own is chosen there, beside those that were; the desk's intake
// page has ways of its own. What misses every place must not lead away from the page.
const placeOf = (event) => event.target.closest?.("form:not([data-intake]) :is(.paper-slot, .field:has(.file-field))");
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
for (const name of ["dragover", "dragleave", "drop"])
  document.addEventListener(name, (event) => {
    if (!carriesFiles(event) || event.defaultPrevented) return;
    const place = placeOf(event);
    place?.classList.toggle("dropping", name === "dragover");
    if (name === "dragleave" || event.target.closest?.("form[data-intake]")) return;
    event.preventDefault();
    const input = name === "drop" && place?.querySelector("input[type=file]");
    if (!input) return;
    const all = new DataTransfer();
    for (const file of [...(input.multiple ? input.files : []), ...event.dataTransfer.files]) {
      if (!input.multiple && all.items.length) break;
      all.items.add(file);
    }
    input.files = all.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
