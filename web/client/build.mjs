// Builds what the pages load: app.css (Bootstrap's base, our sheets, the interface font) and app.js
// (htmx and every script of src/), into the folder given as the only argument. What is heavy is
// apart, in src/<name>/, and loaded only by the pages that show it: the viewer of papers (pdf.js
// comes after it, when a PDF is really read) and the drawn diagram.
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { build } from "esbuild";

const [target] = process.argv.slice(2);
if (!target) throw new Error("usage: node build.mjs <output folder>");

const font = "@fontsource-variable/noto-sans";
const ranges = JSON.parse(readFileSync(`node_modules/${font}/unicode.json`, "utf8"));
const faces = ["vietnamese", "latin-ext", "latin"].map(
  (subset) => `@font-face {
  font-family: "Noto Sans Variable"; font-style: normal; font-weight: 100 900; font-display: swap;
  src: url("${font}/files/noto-sans-${subset}-wght-normal.woff2") format("woff2");
  unicode-range: ${ranges[subset]};
}`,
);
const sources = (ending) =>
  readdirSync("src").filter((name) => name.endsWith(ending)).sort().map((name) => `./src/${name}`);
const styles = ["bootstrap/dist/css/bootstrap-reboot.css", ...sources(".css")];
const scripts = ["htmx.org", ...sources(".js")];

const bundle = (loader, lines, more) =>
  build({
    stdin: { contents: lines.join("\n"), loader, resolveDir: ".", sourcefile: `app.${loader}` },
    outfile: `${target}/app.${loader}`,
    bundle: true,
    minify: true,
    target: "es2022",
    logLevel: "warning",
    ...more,
  });

await bundle("css", [...styles.map((path) => `@import "${path}";`), ...faces], {
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
});
await bundle("js", scripts.map((path) => `import "${path}";`), { format: "iife" });

const apart = (entryPoints, more) =>
  build({
    entryPoints,
    outdir: target,
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    target: "es2022",
    legalComments: "eof",
    logLevel: "warning",
    ...more,
  });

await apart(["src/viewer/viewer.js", "src/diagram/diagram.js"]);
await build({
  entryPoints: ["src/diagram/diagram.css"],
  outfile: `${target}/diagram.css`,
  bundle: true,
  minify: true,
  logLevel: "warning",
});
// pdf.js for browsers of some years; its decoders without WebAssembly, which the policy forbids.
const pdfjs = "node_modules/pdfjs-dist";
mkdirSync(`${target}/pdf/decoders`, { recursive: true });
copyFileSync(`${pdfjs}/legacy/build/pdf.worker.min.mjs`, `${target}/pdf/worker.js`);
for (const name of readdirSync(`${pdfjs}/wasm`).filter((name) => name.endsWith("_nowasm_fallback.js")))
  copyFileSync(`${pdfjs}/wasm/${name}`, `${target}/pdf/decoders/${name}`);
cpSync(`${pdfjs}/standard_fonts`, `${target}/pdf/fonts`, { recursive: true });
