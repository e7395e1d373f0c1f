// Prints the schema of the editor as JSON: what nodes hold, which of them are blocks, which marks text in them may carry.
import { getSchema } from "@tiptap/core";
import { Awareness } from "y-protocols/awareness";
import { Doc } from "yjs";
import { extensions } from "../../../assets/editor/schema.js";

const doc = new Doc();
const words = new Proxy({}, { get: () => "" });
const schema = getSchema(extensions({ doc, awareness: new Awareness(doc), words, people: "", announce() {} }));
const nodes = Object.values(schema.nodes);
const named = (group) => nodes.filter((node) => node.isInGroup(group)).map(({ name }) => name);
const content = Object.fromEntries(nodes.map(({ name, spec }) => [name, spec.content ?? ""]));
const markSets = nodes.filter(({ markSet, inlineContent }) => inlineContent && markSet);
const marksIn = Object.fromEntries(markSets.map(({ name, markSet }) => [name, markSet.map((mark) => mark.name)]));
const needy = [...nodes, ...Object.values(schema.marks)].flatMap((type) =>
  Object.entries(type.attrs ?? {}).flatMap(([key, attribute]) => (attribute.hasDefault || type.name === "text" ? [] : [key])),
);
console.log(JSON.stringify({ content, blocks: named("block"), inline: named("inline"), marks: Object.keys(schema.marks), marksIn, needy }));
process.exit(0);
