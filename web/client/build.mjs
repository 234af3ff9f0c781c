// Builds what the pages load: app.css (Bootstrap, our sheets, the interface font) and app.js
// (htmx and every script of src/), into the folder given as the only argument.
import { readFileSync, readdirSync } from "node:fs";
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
const styles = ["bootstrap/dist/css/bootstrap.css", ...sources(".css")];
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
