// The glass: a PDF page by page, page images of a heavy scan, or a picture; with zoom and keys.
// Without this script a plain frame or picture stands in its place.
import { Glass } from "./glass.js";

const dress = () => {
  for (const element of document.querySelectorAll("[data-glass]:not([data-dressed])")) {
    element.dataset.dressed = "yes";
    new Glass(element);
  }
};
dress();
// Fragments bring new glasses.
new MutationObserver(dress).observe(document.body, { childList: true, subtree: true });

// The list of many sheets: what is typed narrows it.
document.addEventListener("input", (event) => {
  const list = event.target.closest("[data-narrows]")?.closest(".sheet-finder")?.querySelector("ul");
  if (!list) return;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  const words = fold(event.target.value).split(/\s+/);
  for (const line of list.children) line.hidden = !words.every((word) => fold(line.textContent).includes(word));
});
