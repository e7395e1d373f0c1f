// A passage in words (TextQuoteSelector of the W3C): what is marked, and what stands before and after it.
const AROUND = 60; // characters
const LONGEST_SHOWN = 160;
const INNER = { "„": "‚", "“": "‘", "”": "’" }; // as the server's pages write them

// In an editable text the selection is the editor's; in one that is only read it is the browser's.
export function selected(editor) {
  const { view, state } = editor;
  if (editor.isEditable) return state.selection.empty ? null : { from: state.selection.from, to: state.selection.to };
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!view.dom.contains(range.commonAncestorContainer)) return null;
  const from = view.posAtDOM(range.startContainer, range.startOffset);
  const to = view.posAtDOM(range.endContainer, range.endOffset);
  return from < to ? { from, to } : null;
}

export function quote(doc, { from, to }) {
  const text = (begin, end) => doc.textBetween(begin, end, "", "");
  return {
    exact: text(from, to),
    shown: doc.textBetween(from, to, " ", "").trim(),
    prefix: [...text(0, from)].slice(-AROUND).join(""),
    suffix: [...text(to, doc.content.size)].slice(0, AROUND).join(""),
  };
}

// What stands between quotation marks above a form: not too long, its own marks single ones.
export const inQuotes = (text) =>
  (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)} …` : text).replaceAll(/[„“”]/g, (sign) => INNER[sign]);
