// Opens texts (updates in base64, one a line of stdin) with the schema of the editor, as y-tiptap does it in a page.
// Prints for each how often that wrote into the shared text, and its words before and after.
import { readFileSync } from "node:fs";
import { getSchema } from "@tiptap/core";
import { initProseMirrorDoc } from "@tiptap/y-tiptap";
import { Awareness } from "y-protocols/awareness";
import { applyUpdate, Doc } from "yjs";
import { extensions, FIELD } from "../../../assets/editor/schema.js";

const words = new Proxy({}, { get: () => "" });
const anything = new Doc();
const schema = getSchema(extensions({ doc: anything, awareness: new Awareness(anything), words, people: "", announce() {} }));

const opened = (line) => {
  const doc = new Doc();
  applyUpdate(doc, Buffer.from(line, "base64"));
  let writes = 0;
  doc.on("update", () => (writes += 1));
  const text = doc.getXmlFragment(FIELD);
  const before = text.toString();
  const made = initProseMirrorDoc(text, schema).doc;
  return { writes, before, after: text.toString(), fits: made.type.validContent(made.content) };
};
const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
console.log(JSON.stringify(lines.map(opened)));
process.exit(0);
