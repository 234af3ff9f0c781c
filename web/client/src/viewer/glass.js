// One glass: the toolbar above, the sheets below, and what is drawn of them.
import { Pages } from "./pages.js";

const STEP = 1.2;
const LEAST = 0.25;
const MOST = 5;

export class Glass {
  constructor(element) {
    this.element = element;
    this.tools = element.parentElement.querySelector("[data-tools]");
    this.zoom = 1;
    this.turn = 0;
    this.pages = new Pages(element, this.tools, () => this.show());
    this.start();
  }

  async start() {
    const { kind, images, address } = this.element.dataset;
    if (kind === "image") this.pages.picture(address);
    else if (images) this.pages.images(images, Number(this.element.dataset.count));
    else await this.read();
    this.listen();
    this.tools.hidden = false;
    this.show();
  }

  // The whole file, with text that can be selected.
  async read() {
    const { address, worker, decoders, fonts } = this.element.dataset;
    this.element.setAttribute("aria-busy", "true");
    try {
      const { open } = await import("./document.js");
      const file = await open(address, { worker, decoders, fonts });
      const page = this.pages.current;
      await this.pages.document(file);
      this.tools.querySelector("[data-do=full]")?.remove();
      if (page > 1) this.pages.go(page);
    } catch {
      // Nothing is lost: what lies on the glass stays, and the plain file is one press away.
      const trouble = document.createElement("p");
      trouble.className = "empty";
      trouble.setAttribute("role", "alert");
      trouble.textContent = this.element.dataset.trouble;
      this.element.prepend(trouble);
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  listen() {
    this.tools.addEventListener("click", (event) => this.do(event.target.closest("[data-do]")?.dataset.do));
    const wanted = this.tools.querySelector("[data-page]");
    wanted?.addEventListener("change", () => this.pages.go(Number(wanted.value) || this.pages.current));
    const keys = { PageDown: "next", PageUp: "previous", "+": "larger", "=": "larger", "-": "smaller", 0: "fit", r: "turn", R: "turn",
      Home: "first", End: "last" };
    this.element.addEventListener("keydown", (event) => {
      const wish = keys[event.key];
      if (!wish || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      // A key that turns pages here must not move through the list beside.
      event.stopPropagation();
      this.do(wish);
    });
    new ResizeObserver(() => this.pages.fit(this.zoom, this.turn)).observe(this.element);
  }

  do(wish) {
    if (wish === "next") this.pages.go(this.pages.current + 1);
    if (wish === "previous") this.pages.go(this.pages.current - 1);
    if (wish === "first") this.pages.go(1);
    if (wish === "last") this.pages.go(this.pages.count);
    if (wish === "larger") this.zoom = Math.min(MOST, this.zoom * STEP);
    if (wish === "smaller") this.zoom = Math.max(LEAST, this.zoom / STEP);
    if (wish === "fit") this.zoom = 1;
    if (wish === "turn") this.turn = (this.turn + 90) % 360;
    if (wish === "full") this.read().then(() => this.show());
    if (["larger", "smaller", "fit", "turn"].includes(wish)) this.pages.fit(this.zoom, this.turn);
    this.show();
  }

  show() {
    const many = this.pages.count > 1;
    for (const part of this.tools.querySelectorAll("[data-many]")) part.hidden = !many;
    const page = this.tools.querySelector("[data-page]");
    if (page && document.activeElement !== page) page.value = this.pages.current;
    const count = this.tools.querySelector("[data-count]");
    if (count) count.textContent = this.pages.count;
    const set = (name, off) => {
      const button = this.tools.querySelector(`[data-do=${name}]`);
      if (button) button.disabled = off;
    };
    set("previous", this.pages.current <= 1);
    set("next", this.pages.current >= this.pages.count);
    const scale = this.tools.querySelector("[data-scale]");
    if (scale) scale.textContent = `${Math.round(this.zoom * 100)} %`;
  }
}
