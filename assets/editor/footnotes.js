// Footnotes: a sign in the text and a list at its end. Numbers follow the order of the signs; they are shown, not stored,
// so that two people who set footnotes at once disagree about nothing.
import { Node } from "@tiptap/core";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const key = new PluginKey("footnoteNumbers");
const identity = () => ({
  default: null,
  parseHTML: (element) => element.getAttribute("data-id"),
  renderHTML: (attributes) => ({ "data-id": attributes["data-id"] }),
});
const kept = { default: null, rendered: false, parseHTML: () => null };

const Reference = Node.create({
  name: "footnoteReference",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ "data-id": identity(), referenceNumber: kept }),
  parseHTML: () => [{ tag: "sup.footnote-ref" }],
  renderHTML: ({ HTMLAttributes }) => ["sup", { class: "footnote-ref", ...HTMLAttributes }],
  addProseMirrorPlugins: () => [numbers()],
  addCommands: () => ({ addFootnote: () => add }),
});

const Notes = Node.create({
  name: "footnotes",
  group: "block",
  content: "footnote*",
  isolating: true,
  parseHTML: () => [{ tag: "ol.footnotes", priority: 60 }],
  renderHTML: () => ["ol", { class: "footnotes" }, 0],
});

const Note = Node.create({
  name: "footnote",
  content: "paragraph+",
  isolating: true,
  addAttributes: () => ({ "data-id": identity(), id: kept }),
  parseHTML: () => [{ tag: "ol.footnotes > li", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["li", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return { Escape: () => toSign(this.editor) };
  },
});

export const footnotes = [Reference, Notes, Note];

// The sign where the caret is, the note at the end, and the caret in the note.
function add({ state, tr, dispatch }) {
  const { footnoteReference, footnotes: list, footnote, paragraph } = state.schema.nodes;
  const { $from } = state.selection;
  if (!$from.parent.contentMatchAt($from.index()).matchType(footnoteReference) || inside($from)) return false;
  if (!dispatch) return true;
  const id = { "data-id": crypto.randomUUID() };
  const note = footnote.create(id, paragraph.create());
  tr.replaceSelectionWith(footnoteReference.create(id), false);
  const last = tr.doc.lastChild;
  const at = tr.doc.content.size - (last.type === list ? 1 : 0);
  tr.insert(at, last.type === list ? note : list.create(null, note));
  const caret = at + (last.type === list ? 2 : 3);
  tr.setSelection(TextSelection.near(tr.doc.resolve(caret))).scrollIntoView();
  return true;
}

// From a note back to where one was; an open list of people takes the key first.
function toSign({ state, view, commands }) {
  const { $from } = state.selection;
  if (!inside($from) || view.dom.hasAttribute("aria-activedescendant")) return false;
  const id = $from.node(2).attrs["data-id"];
  let at = -1;
  state.doc.descendants((node, pos) => {
    if (node.type.name === "footnoteReference" && node.attrs["data-id"] === id) at = pos + node.nodeSize;
    return at < 0;
  });
  return at > 0 && commands.setTextSelection(at) && commands.scrollIntoView();
}

const inside = ($pos) => Array.from({ length: $pos.depth }, (_, depth) => $pos.node(depth + 1).type.name).includes("footnote");

function numbers() {
  return new Plugin({
    key,
    state: {
      init: (_config, { doc }) => decorate(doc),
      apply: (transaction, known, _before, { doc }) =>
        transaction.docChanged ? (known.has || mentions(transaction) ? decorate(doc) : known) : known,
    },
    props: { decorations: (state) => key.getState(state).set },
  });
}

// Most pages have no footnotes: then a keystroke looks only at what it brought.
function mentions(transaction) {
  let found = false;
  const look = (node) => {
    found ||= node.type.name.startsWith("footnote");
    return !found;
  };
  for (const step of transaction.steps) step.slice?.content.descendants(look);
  return found;
}

function decorate(doc) {
  const order = new Map();
  const found = [];
  doc.descendants((node, pos) => {
    if (node.type.name === "footnoteReference") order.set(node.attrs["data-id"], order.size + 1);
    if (node.type.name === "footnoteReference" || node.type.name === "footnote") found.push([node, pos]);
    return true;
  });
  const signs = found.map(([node, pos]) => {
    const number = order.get(node.attrs["data-id"]);
    return Decoration.node(pos, pos + node.nodeSize, { "data-number": number ? String(number) : "–" });
  });
  return { set: DecorationSet.create(doc, signs), has: found.length > 0 };
}
