// A PDF read with pdf.js: canvases, and over each its text, so that it can be selected and read out.
import { GlobalWorkerOptions, TextLayer, getDocument } from "pdfjs-dist/legacy/build/pdf.min.mjs";

const SHARPEST = 2;
const MOST_PIXELS = 16_000_000;

export async function open(address, { worker, decoders, fonts }) {
  GlobalWorkerOptions.workerSrc = worker;
  const file = await getDocument({
    url: address,
    wasmUrl: decoders,
    useWasm: false,
    standardFontDataUrl: fonts,
    disableRange: true,
    isEvalSupported: false,
    enableXfa: false,
  }).promise;
  return new Read(file);
}

class Read {
  constructor(file) {
    this.file = file;
    this.count = file.numPages;
  }

  async size(number) {
    const page = await this.file.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    return { width, height };
  }

  async draw(sheet, turn, measured) {
    const mark = `${sheet.scale}/${turn}`;
    if (sheet.mark === mark) return;
    sheet.mark = mark;
    sheet.work?.cancel();
    const page = await this.file.getPage(sheet.number);
    const plain = page.getViewport({ scale: 1 });
    measured(plain.width, plain.height);
    if (sheet.mark !== mark && sheet.mark !== `${sheet.scale}/${turn}`) return;
    sheet.mark = `${sheet.scale}/${turn}`;
    const view = page.getViewport({ scale: sheet.scale, rotation: (page.rotate + turn) % 360 });
    const sharp = Math.min(devicePixelRatio || 1, SHARPEST, Math.sqrt(MOST_PIXELS / (view.width * view.height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(view.width * sharp);
    canvas.height = Math.floor(view.height * sharp);
    canvas.setAttribute("aria-hidden", "true");
    sheet.work = page.render({
      canvas,
      viewport: view,
      transform: sharp === 1 ? null : [sharp, 0, 0, sharp, 0, 0],
    });
    try {
      await sheet.work.promise;
    } catch (stopped) {
      if (stopped?.name === "RenderingCancelledException") return;
      throw stopped;
    }
    const text = document.createElement("div");
    text.className = "page-text";
    sheet.box.replaceChildren(canvas, text);
    sheet.box.style.setProperty("--total-scale-factor", sheet.scale);
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport: view });
    await layer.render();
    page.cleanup();
  }

  clear(sheet) {
    sheet.work?.cancel();
    sheet.mark = null;
    sheet.box.replaceChildren();
  }
}
