// How deep lists, quotes and tables may lie in each other. The server refuses 60 nodes and with them all that follows;
// a list level takes two. And no table stands in a table: no format of files could hold it.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Fragment, Slice } from "@tiptap/pm/model";
import { isRemote } from "./local_only.js";

const DEEPEST = 51; // 25 levels of lists and a paragraph

export const Nesting = Extension.create({
  name: "nesting",
  addStorage: () => ({ refused: () => {} }),
  addProseMirrorPlugins() {
    const { storage } = this;
    const filterTransaction = (transaction) => {
      if (!transaction.docChanged || isRemote(transaction) || !isTooDeep(transaction)) return true;
      storage.refused();
      return false;
    };
    const transformPasted = (slice, view) => withoutInnerTables(slice, isInTable(view.state));
    return [new Plugin({ filterTransaction, props: { transformPasted } })];
  },
});

export function isInTable({ selection: { $from } }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === "table") return true;
  return false;
}

// Texts that are that deep already, from a file or another hand, stay open to every change that makes them no deeper.
function isTooDeep({ doc, before, mapping }) {
  const touched = new Set();
  mapping.maps.forEach((map, index) => {
    const later = mapping.slice(index + 1);
    map.forEach((_from, _to, begin, end) => {
      const last = doc.content.findIndex(later.map(end, 1)).index;
      for (let at = doc.content.findIndex(later.map(begin, -1)).index; at <= last; at += 1) touched.add(doc.maybeChild(at));
    });
  });
  const deepest = Math.max(0, ...[...touched].map((node) => (node ? 1 + depth(node) : 0)));
  return deepest > DEEPEST && deepest > depth(before);
}

function depth(node) {
  let deepest = 0;
  if (!node.isTextblock) node.forEach((child) => (deepest = Math.max(deepest, 1 + depth(child))));
  return deepest;
}

// Cells that go into cells are the table's own matter; a table beside other things leaves its words.
function withoutInnerTables(slice, isInside) {
  const { content } = slice;
  const isTable = content.childCount === 1 && Boolean(content.firstChild.type.spec.tableRole);
  const flat = flattened(content, isInside && !isTable);
  return flat.eq(content) ? slice : Slice.maxOpen(flat);
}

function flattened(fragment, isInside) {
  const nodes = [];
  fragment.forEach((node) => {
    const isTable = node.type.spec.tableRole === "table";
    const isCell = ["cell", "header_cell"].includes(node.type.spec.tableRole);
    if (!isTable || !isInside) nodes.push(node.copy(flattened(node.content, isInside || isTable || isCell)));
    else node.forEach((row) => row.forEach((cell) => cell.forEach((block) => nodes.push(...flattened(Fragment.from(block), true).content))));
  });
  return Fragment.from(nodes);
}
