import { isInTable } from "./nesting.js";

// What the tools do. `isLocal`: not in suggest mode, because its marks cannot express it. Dialogs come by `ask`.
const list = (name) => ({ run: (chain) => chain[`toggle${name}`](), isLocal: true });
const plain = (command, ...values) => ({ run: (chain) => chain[command](...values), isLocal: true });
const behind = (command, ...values) => ({
  run: (chain) => chain.leaveNode()[command](...values).goOnBehind(),
  isLocal: true,
});

export const TOOLS = {
  bold: plain("toggleBold"),
  italic: plain("toggleItalic"),
  strike: plain("toggleStrike"),
  code: plain("toggleCode"),
  bulletList: list("BulletList"),
  orderedList: list("OrderedList"),
  taskList: list("TaskList"),
  blockquote: plain("toggleBlockquote"),
  table: { ...behind("insertTable", { rows: 3, cols: 3, withHeaderRow: true }), isOff: ({ state }) => isInTable(state) },
  line: behind("insertContent", { type: "horizontalRule" }),
  footnote: plain("addFootnote"),
  link: { ask: true, isLocal: true },
  image: { ask: true, isLocal: true },
  place: { ask: true, isLocal: true },
  mention: behind("insertContent", "@"),
  comment: { ask: true },
  suggest: { ask: true },
  keys: { ask: true },
  undo: { run: (chain) => chain.undo(), asksFirst: true },
  redo: { run: (chain) => chain.redo(), asksFirst: true },
  rowBefore: plain("addRowBefore"),
  rowAfter: plain("addRowAfter"),
  rowDelete: plain("deleteRow"),
  columnBefore: plain("addColumnBefore"),
  columnAfter: plain("addColumnAfter"),
  columnDelete: plain("deleteColumn"),
  headerRow: plain("toggleHeaderRow"),
  headerColumn: plain("toggleHeaderColumn"),
  tableDelete: plain("deleteTable"),
};

export const STYLES = {
  paragraph: (chain) => chain.setParagraph(),
  2: (chain) => chain.setHeading({ level: 2 }),
  3: (chain) => chain.setHeading({ level: 3 }),
  4: (chain) => chain.setHeading({ level: 4 }),
  codeBlock: (chain) => chain.setCodeBlock(),
};

export function styleOf(editor) {
  if (editor.isActive("codeBlock")) return "codeBlock";
  const level = [2, 3, 4].find((number) => editor.isActive("heading", { level: number }));
  return level ? String(level) : "paragraph";
}
