// Room to write: behind what has just been inserted, behind a chosen image instead of in its place, and below a last block
// in which no text goes on. The paragraph is made at that moment: opening a page writes nothing.
import { Extension } from "@tiptap/core";
import { NodeSelection, Plugin, TextSelection } from "@tiptap/pm/state";

const CLOSED = ["table", "image", "horizontalRule", "codeBlock", "blockquote"];

export const Room = Extension.create({
  name: "room",
  priority: 1001, // before the keys of tables and the gap cursor
  addCommands: () => ({
    // After an insertion, with what was inserted still chosen: into the text that follows.
    goOnBehind:
      () =>
      ({ tr, dispatch }) =>
        Boolean(!dispatch || behind(tr)),
    // Before an insertion: what is chosen stays.
    leaveNode:
      () =>
      ({ tr, dispatch }) =>
        Boolean(!dispatch || behind(tr, { isFresh: true })),
  }),
  addKeyboardShortcuts() {
    return { ArrowDown: () => !this.editor.storage.suggest.isOn && isAtEnd(this.editor.view) && below(this.editor) };
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    const leave = (view) => {
      if (view.editable && chosen(view.state)) view.dispatch(behind(view.state.tr, { isFresh: true }));
      return false;
    };
    const handleTextInput = (view, _from, _to, text) => {
      if (!chosen(view.state)) return false;
      view.dispatch(behind(view.state.tr, { isFresh: true }).insertText(text).scrollIntoView());
      return true;
    };
    return [
      new Plugin({
        props: { handleTextInput, handlePaste: leave, handleDOMEvents: { compositionstart: leave } },
        view: (view) => listen(view, editor),
      }),
    ];
  },
});

const chosen = ({ selection }) => selection instanceof NodeSelection;

function behind(tr, { isFresh = false } = {}) {
  if (!chosen(tr)) return tr;
  const { node, to } = tr.selection;
  if (node.isInline) return tr.setSelection(TextSelection.create(tr.doc, to));
  return paragraphAt(tr, to, isFresh);
}

// The caret into the paragraph at this place, an empty one if it has to be `isFresh`; made where there is none.
function paragraphAt(tr, at, isFresh) {
  const { paragraph } = tr.doc.type.schema.nodes;
  const next = tr.doc.resolve(at).nodeAfter;
  const isThere = next?.type === paragraph && !(isFresh && next.content.size);
  if (!isThere) tr.insert(at, paragraph.create());
  return tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView();
}

// Where the text ends: in front of its footnotes.
function endOf(doc) {
  const { lastChild, content } = doc;
  return content.size - (lastChild?.type.name === "footnotes" ? lastChild.nodeSize : 0);
}

function below({ view }) {
  const at = endOf(view.state.doc);
  if (!CLOSED.includes(view.state.doc.resolve(at).nodeBefore?.type.name)) return false;
  view.dispatch(paragraphAt(view.state.tr, at, true));
  return true;
}

// Nothing lies below the caret; cells beside it do not count. With footnotes there is always something.
function isAtEnd(view) {
  const { selection, doc } = view.state;
  if (chosen(view.state)) return selection.to === doc.content.size;
  if (!selection.empty) return false;
  const { $from } = selection;
  if ($from.parent.inlineContent && !view.endOfTextblock("down")) return false;
  for (let depth = $from.parent.inlineContent ? $from.depth - 1 : $from.depth; depth >= 0; depth -= 1) {
    const isRow = $from.node(depth).type.spec.tableRole === "row";
    if (!isRow && $from.indexAfter(depth) < $from.node(depth).childCount) return false;
  }
  return true;
}

// Also the margin of the sheet counts as below the text.
function listen(view, editor) {
  const sheet = view.dom.closest("[data-page]");
  const press = (event) => {
    if (event.button || !view.editable || ![view.dom, sheet].includes(event.target)) return;
    const end = endOf(view.state.doc);
    const last = view.state.doc.resolve(end).nodeBefore;
    const [above, notes] = [last && view.nodeDOM(end - last.nodeSize), view.nodeDOM(end)];
    if (!above || event.clientY <= above.getBoundingClientRect().bottom) return;
    if (notes && event.clientY >= notes.getBoundingClientRect().top) return;
    if (!below(editor)) return;
    event.preventDefault();
    event.stopPropagation();
    view.focus();
  };
  sheet?.addEventListener("mousedown", press, { capture: true });
  return { destroy: () => sheet?.removeEventListener("mousedown", press, { capture: true }) };
}
