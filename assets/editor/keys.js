// Keys of the text that the nodes do not bring themselves. Tab moves in tables and lists; after Escape it leaves the text.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

export const HEADINGS = [2, 3, 4];

// `ask` opens what a tool opens; it is set when the toolbar is there.
function tick(editor) {
  if (!editor.isActive("taskItem")) return false;
  return editor.commands.updateAttributes("taskItem", { checked: !editor.getAttributes("taskItem").checked });
}

export const Keys = Extension.create({
  name: "keys",
  priority: 1000,
  addStorage: () => ({ ask: () => false }),
  addKeyboardShortcuts() {
    // Not Ctrl+Alt and a digit: on many keyboards that is AltGr and writes a character.
    const heading = (level) => () => this.editor.commands.toggleHeading({ level });
    return {
      "Mod-k": () => this.storage.ask("link"),
      "Mod-Enter": () => tick(this.editor),
      ...Object.fromEntries(HEADINGS.map((level, index) => [`Ctrl-Shift-${index + 1}`, heading(level)])),
    };
  },
  addProseMirrorPlugins() {
    const { storage } = this;
    let leaves = false;
    const keydown = (_view, event) => {
      if (event.key === "Tab" && leaves) return true; // the browser's own move, nobody else's
      if (event.key !== "Shift") leaves = event.key === "Escape";
      return false;
    };
    return [new Plugin({ props: { handleDOMEvents: { keydown, blur: () => (leaves = false) } } })];
  },
});
