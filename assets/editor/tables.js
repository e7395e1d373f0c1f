// Tables without inline styles: widths are kept as they came, but not shown.
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { localOnly } from "./local_only.js";

const attributes = () => ({
  colspan: { default: 1, parseHTML: (cell) => span(cell, "colspan") },
  rowspan: { default: 1, parseHTML: (cell) => span(cell, "rowspan") },
  colwidth: { default: null, parseHTML: () => null, renderHTML: () => ({}) },
});

// Numbers of a pasted table are foreign: a row of a million columns would be filled up cell by cell.
function span(cell, name) {
  const number = Number.parseInt(cell.getAttribute(name), 10);
  return number > 0 && number <= 50 ? number : 1;
}

const PlainTable = Table.extend({
  renderHTML: () => ["div", { class: "table-scroll" }, ["table", ["tbody", 0]]],
  addNodeView: () => null,
  addKeyboardShortcuts() {
    const shortcuts = this.parent?.() ?? {};
    return { ...shortcuts, Tab: () => next(this.editor) };
  },
});

// In the last cell the key adds a row, but not where one only suggests changes.
function next(editor) {
  if (editor.commands.goToNextCell()) return true;
  if (!editor.isActive("table") || editor.storage.suggest?.isOn) return false;
  return editor.can().addRowAfter() && editor.chain().addRowAfter().goToNextCell().run();
}

export const tables = [
  localOnly(PlainTable).configure({ resizable: false, allowTableNodeSelection: true }),
  TableRow,
  TableHeader.extend({ addAttributes: attributes }),
  TableCell.extend({ addAttributes: attributes }),
];
