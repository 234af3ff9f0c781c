// The sheets on a glass. Each has its place and its size from the start; only those near the eye
// are drawn, and those far away are let go, so that 300 pages cost what a few do.
const NEAR = "800px 0px";
const KEPT = 8;
const GAP = 12;
const A4 = { width: 595, height: 842 };

export class Pages {
  constructor(glass, tools, told) {
    this.glass = glass;
    this.told = told;
    this.zoom = 1;
    this.turn = 0;
    this.current = 1;
    this.sheets = [];
    glass.addEventListener("scroll", () => this.look(), { passive: true });
  }

  get count() {
    return this.sheets.length;
  }

  lay(count, size, draw, clear) {
    this.watch?.disconnect();
    this.drawn = [];
    this.draw = draw;
    this.clear = clear;
    this.sheets = Array.from({ length: count }, (_, index) => {
      const box = document.createElement("div");
      box.className = "page-sheet";
      box.dataset.number = index + 1;
      return { number: index + 1, box, ...size };
    });
    this.glass.replaceChildren(...this.sheets.map((sheet) => sheet.box));
    this.width = this.glass.clientWidth;
    for (const sheet of this.sheets) this.place(sheet);
    this.watch = new IntersectionObserver(
      (seen) => {
        for (const each of seen) if (each.isIntersecting) this.near(this.sheets[each.target.dataset.number - 1]);
      },
      { root: this.glass, rootMargin: NEAR },
    );
    for (const sheet of this.sheets) this.watch.observe(sheet.box);
  }

  near(sheet) {
    this.drawn = [...this.drawn.filter((each) => each !== sheet), sheet];
    while (this.drawn.length > KEPT) this.clear(this.drawn.shift());
    this.draw(sheet);
  }

  // The size of a sheet became known.
  measure(sheet, width, height) {
    if (Math.abs(sheet.width / sheet.height - width / height) < 0.001) return;
    Object.assign(sheet, { width, height });
    this.place(sheet);
  }

  place(sheet) {
    const lying = this.turn % 180 !== 0;
    const [width, height] = lying ? [sheet.height, sheet.width] : [sheet.width, sheet.height];
    const shown = Math.max(120, this.glass.clientWidth - 2 * GAP) * this.zoom;
    sheet.scale = shown / width;
    sheet.box.style.width = `${Math.floor(shown)}px`;
    sheet.box.style.height = `${Math.floor(height * sheet.scale)}px`;
  }

  fit(zoom, turn) {
    const width = this.glass.clientWidth;
    if (zoom === this.zoom && turn === this.turn && width === this.width) return;
    const page = this.current;
    Object.assign(this, { zoom, turn, width });
    for (const sheet of this.sheets) this.place(sheet);
    const drawn = this.drawn ?? [];
    for (const sheet of drawn) this.draw(sheet);
    if (page > 1) this.go(page);
  }

  go(number) {
    const sheet = this.sheets[Math.min(Math.max(1, number), this.count) - 1];
    if (!sheet) return;
    this.glass.scrollTop = sheet.box.offsetTop - GAP / 2;
    this.current = sheet.number;
    this.told();
  }

  look() {
    const eye = this.glass.scrollTop + this.glass.clientHeight / 3;
    const sheet = this.sheets.findLast((each) => each.box.offsetTop <= eye);
    const end = this.glass.scrollTop + this.glass.clientHeight >= this.glass.scrollHeight - 2;
    const current = end ? this.count : (sheet?.number ?? 1);
    if (current === this.current) return;
    this.current = current;
    this.told();
  }

  // A picture turns by itself: it is drawn in its own box.
  picture(address) {
    this.images(address, 1, () => address);
  }

  images(address, count, of = (number) => address.replace(/0$/, number)) {
    const draw = (sheet) => {
      if (!sheet.image) {
        sheet.image = new Image();
        sheet.image.alt = `${this.glass.getAttribute("aria-label")} – ${sheet.number}`;
        sheet.image.addEventListener("load", () => {
          this.measure(sheet, sheet.image.naturalWidth, sheet.image.naturalHeight);
          if (sheet.image) this.turned(sheet);
        });
        sheet.image.addEventListener("error", () => {
          sheet.box.classList.add("broken");
          sheet.box.textContent = this.glass.dataset.trouble;
        });
        sheet.image.src = of(sheet.number);
        sheet.box.replaceChildren(sheet.image);
      }
      this.turned(sheet);
    };
    this.lay(count, A4, draw, () => {});
  }

  turned(sheet) {
    const lying = this.turn % 180 !== 0;
    const { image } = sheet;
    image.style.width = `${sheet.width * sheet.scale}px`;
    image.style.height = `${sheet.height * sheet.scale}px`;
    const [x, y] = [(sheet.width * sheet.scale) / 2, (sheet.height * sheet.scale) / 2];
    image.style.transform = lying || this.turn ? `translate(${(lying ? y : x) - x}px, ${(lying ? x : y) - y}px) rotate(${this.turn}deg)` : "";
  }

  async document(file) {
    const first = await file.size(1);
    const draw = (sheet) => file.draw(sheet, this.turn, (width, height) => this.measure(sheet, width, height));
    this.lay(file.count, first, draw, (sheet) => file.clear(sheet));
  }
}
