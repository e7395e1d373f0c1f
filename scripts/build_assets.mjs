// Builds assets/ into static/dist/: one style sheet, one script per file in assets/scripts/, the document editor.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { watch } from "node:fs/promises";
import { build } from "esbuild";
import { compile } from "sass";

const OUT = "static/dist";

function styles() {
  const { css } = compile("assets/styles/site.scss", {
    style: "compressed",
    loadPaths: ["node_modules"],
    quietDeps: true,
  });
  writeFileSync(`${OUT}/site.css`, css);
}

function entries() {
  const found = readdirSync("assets/scripts").filter((name) => name.endsWith(".js"));
  const points = Object.fromEntries(found.map((name) => [name.slice(0, -3), `assets/scripts/${name}`]));
  const editor = "assets/editor/document_editor.js";
  return existsSync(editor) ? { ...points, document_editor: editor } : points;
}

async function scripts() {
  await build({
    entryPoints: entries(),
    outdir: OUT,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022"],
    charset: "utf8",
    legalComments: "linked",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  });
}

async function all() {
  mkdirSync(OUT, { recursive: true });
  styles();
  await scripts();
}

await all();

// Only now, so that a page that loads meanwhile never misses a file.
const expected = new Set(["site.css", ...Object.keys(entries()).flatMap((name) => [`${name}.js`, `${name}.js.LEGAL.txt`])]);
for (const name of readdirSync(OUT)) if (!expected.has(name)) rmSync(`${OUT}/${name}`, { recursive: true });

if (process.argv.includes("--watch")) {
  for await (const event of watch("assets", { recursive: true })) {
    try {
      await all();
      console.log(`built after ${event.filename}`);
    } catch (error) {
      console.error(error.message);
    }
  }
}
