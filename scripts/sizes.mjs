// Prints the gzipped sizes of what browsers load and fails when one is over its budget.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1024;
const zipped = (path) => gzipSync(readFileSync(path), { level: 9 }).length;
const list = (folder, ending) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`) : [];
const sum = (sizes) => sizes.reduce((total, size) => total + size, 0);

const all = list("static/dist", ".js");
const editor = all.filter((path) => path.endsWith("/document_editor.js"));
const everywhere = all.filter((path) => /\/(site|htmx)\.js$/.test(path));
const single = all.filter((path) => !editor.includes(path) && !everywhere.includes(path));
const fonts = list("static/fonts", ".woff2");

const common = sum(everywhere.map(zipped));
const budgets = [
  ["styles", sum(list("static/dist", ".css").map(zipped)), 45],
  ["scripts of the largest page without the editor", common + Math.max(0, ...single.map(zipped)), 30],
  ["scripts of the page with the editor", common + sum(editor.map(zipped)), 230],
  ["font on first load", sum(fonts.filter((path) => path.includes("regular")).map((path) => statSync(path).size)), 55],
  ["fonts, all together", sum(fonts.map((path) => statSync(path).size)), 160],
];

for (const path of all) console.log(`${(zipped(path) / KB).toFixed(1).padStart(8)} KB  ${path}`);
console.log("");
let over = false;
for (const [name, size, limit] of budgets) {
  over ||= size > limit * KB;
  console.log(`${(size / KB).toFixed(1).padStart(8)} KB of ${limit} KB  ${name}${size > limit * KB ? "  OVER BUDGET" : ""}`);
}
process.exit(over ? 1 : 0);
