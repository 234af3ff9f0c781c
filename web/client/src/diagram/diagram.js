// The procedure's diagram with the token on it: what was done, and where the dossier is now.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const frame = document.querySelector("[data-diagram]");
const marks = (name) => frame.dataset[name].split(" ").filter(Boolean);

async function show() {
  const answer = await fetch(frame.dataset.diagram);
  if (!answer.ok) throw new Error(answer.statusText);
  const xml = await answer.text();
  frame.replaceChildren();
  const viewer = new NavigatedViewer({ container: frame });
  await viewer.importXML(xml);
  const canvas = viewer.get("canvas");
  const known = viewer.get("elementRegistry");
  for (const [name, ids] of [["done", marks("done")], ["now", marks("now")]])
    for (const id of ids) if (known.get(id)) canvas.addMarker(id, `token-${name}`);
  const whole = () => {
    canvas.zoom("fit-viewport", "auto");
    canvas.zoom(canvas.zoom() * 0.96, "auto");
  };
  whole();
  const tools = document.querySelector("[data-diagram-tools]");
  tools.hidden = false;
  const here = () => {
    const found = marks("now").find((id) => known.get(id));
    if (!found) return;
    canvas.zoom(1);
    canvas.scrollToElement(found, 120);
  };
  // On paper the whole, as large as the sheet lets it be.
  const drawn = frame.querySelector("svg");
  addEventListener("beforeprint", () => {
    whole();
    drawn.setAttribute("viewBox", `0 0 ${frame.clientWidth} ${frame.clientHeight}`);
  });
  addEventListener("afterprint", () => drawn.removeAttribute("viewBox"));
  // On a telephone the whole is too small to read.
  if (frame.clientWidth < 600) here();
  tools.addEventListener("click", (event) => {
    const wish = event.target.closest("[data-do]")?.dataset.do;
    if (wish === "fit") whole();
    if (wish === "larger") viewer.get("zoomScroll").stepZoom(1);
    if (wish === "smaller") viewer.get("zoomScroll").stepZoom(-1);
    if (wish === "now") here();
  });
}

if (frame)
  show().catch(() => {
    frame.textContent = frame.dataset.trouble;
  });
