// "Vorschlagen: ein": what somebody types is marked as a suggestion and nothing is taken away. One act of writing, also
// where it replaces words, has one id; where it touches somebody else's suggestion it gets its own.
import { Extension } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { Mapping } from "@tiptap/pm/transform";
import { isRemote } from "./local_only.js";

export const Suggest = Extension.create({
  name: "suggest",
  // `own`: ids of this person's suggestions; `begun` is told a new one, `refused` why something cannot be suggested.
  addStorage: () => ({ isOn: false, own: new Set(), begun: () => {}, refused: () => {} }),
  dispatchTransaction({ transaction, next }) {
    if (!this.storage.isOn || !transaction.docChanged || isRemote(transaction)) return next(transaction);
    const { state } = this.editor.view;
    const change = net(transaction);
    const reason = change ? objection(state, transaction, change, this.storage) : "structure";
    if (reason) return this.storage.refused(reason);
    next(suggested(state, transaction, change, this.storage));
  },
});

// What a transaction does as one replacement: [from, to) of the old text becomes [begin, end) of the new one.
function net(transaction) {
  let change = null;
  const { maps } = transaction.mapping;
  maps.forEach((map, index) => {
    const back = new Mapping(maps.slice(0, index)).invert();
    const on = new Mapping(maps.slice(index + 1));
    map.forEach((from, to, begin, end) => {
      const part = { from: back.map(from, -1), to: back.map(to, 1), begin: on.map(begin, -1), end: on.map(end, 1) };
      change = change
        ? {
            from: Math.min(change.from, part.from),
            to: Math.max(change.to, part.to),
            begin: Math.min(change.begin, part.begin),
            end: Math.max(change.end, part.end),
          }
        : part;
    });
  });
  return change;
}

// Marks lie on letters only: paragraphs, tables, images and formats cannot be suggested.
function objection(state, transaction, { from, to, begin, end }, { own }) {
  const [$begin, $end] = [transaction.doc.resolve(begin), transaction.doc.resolve(end)];
  if (!$begin.sameParent($end) || !$begin.parent.inlineContent || $begin.parent.type.spec.code) return "structure";
  let reason = "";
  transaction.doc.nodesBetween(begin, end, (node) => {
    if (node.isInline && !node.isText) reason = "structure";
  });
  if (from === to) return reason;
  const { insertion } = state.schema.marks;
  let letters = 0;
  state.doc.nodesBetween(from, to, (node) => {
    if (node.isText) letters += 1;
    else if (node.isInline || node.isAtom || node.type.spec.code) reason ||= "structure";
    const other = insertion.isInSet(node.marks);
    if (other && !own.has(other.attrs.id)) reason ||= "others";
  });
  return reason || (letters || begin !== end ? "" : "structure");
}

function suggested(state, transaction, { from, to, begin, end }, storage) {
  const { insertion } = state.schema.marks;
  const id = neighbour(state, from, to, storage.own) ?? start(storage);
  const tr = state.tr;
  strike(tr, from, to, id);
  const at = tr.mapping.map(to);
  const typed = [];
  transaction.doc.slice(begin, end).content.forEach((node) => {
    const marks = node.marks.filter(({ type }) => !["insertion", "deletion"].includes(type.name));
    typed.push(node.mark(insertion.create({ id }).addToSet(marks)));
  });
  if (typed.length) tr.insert(at, typed);
  const goesOn = state.selection.empty && state.selection.from === from;
  const caret = typed.length ? at + end - begin : goesOn ? at : tr.mapping.map(from);
  tr.setSelection(TextSelection.create(tr.doc, caret));
  return transaction.scrolledIntoView ? tr.scrollIntoView() : tr;
}

// What one suggested oneself goes for good, everything else is only struck.
function strike(tr, from, to, id) {
  const { insertion, deletion } = tr.doc.type.schema.marks;
  const parts = [];
  tr.doc.nodesBetween(from, to, (node, pos) => {
    if (node.isText) parts.unshift([Math.max(pos, from), Math.min(pos + node.nodeSize, to), node.marks]);
  });
  for (const [begin, end, marks] of parts) {
    if (insertion.isInSet(marks)) tr.delete(begin, end);
    else if (!deletion.isInSet(marks)) tr.addMark(begin, end, deletion.create({ id }));
  }
}

function neighbour({ doc }, from, to, own) {
  const beside = [doc.resolve(from).nodeBefore, doc.resolve(to).nodeAfter];
  const ids = beside.flatMap((node) => node?.marks ?? []).map(({ attrs, type }) => type.name !== "comment" && attrs.id);
  return ids.find((id) => own.has(id));
}

function start(storage) {
  const id = crypto.randomUUID();
  storage.own.add(id);
  storage.begun(id);
  return id;
}
