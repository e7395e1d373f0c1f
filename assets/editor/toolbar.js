// The row of tools above the text: one stop for the Tab key, arrow keys inside (toolbar pattern of the ARIA guide).
import { askForLink } from "./link_dialog.js";

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export class Toolbar {
  constructor(bar, editor) {
    Object.assign(this, { bar, editor });
    this.tools = [...bar.querySelectorAll("[data-tool]")];
    this.format = bar.querySelector("[data-tool=format]");
    bar.addEventListener("click", (event) => this.clicked(event.target.closest("button[data-tool]")));
    bar.addEventListener("keydown", (event) => this.move(event));
    bar.addEventListener("focusin", (event) => this.rest(event.target));
    // A press on a tool must not take the selection out of the text.
    bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
    this.format.addEventListener("change", () => this.choose(this.format.value));
    editor.on("transaction", () => this.refresh());
    this.rest(this.tools[0]);
    this.refresh();
  }

  clicked(tool) {
    if (!tool || tool.getAttribute("aria-disabled") === "true") return;
    const name = tool.dataset.tool;
    if (name === "link") askForLink(this.editor);
    else COMMANDS[name](this.editor.chain().focus()).run();
  }

  choose(value) {
    const chain = this.editor.chain().focus();
    (value === "paragraph" ? chain.setParagraph() : chain.setHeading({ level: Number(value) })).run();
  }

  move(event) {
    const at = this.tools.indexOf(event.target);
    const last = this.tools.length - 1;
    const target = { Home: 0, End: last }[event.key] ?? (at + (STEPS[event.key] ?? 0) + last + 1) % (last + 1);
    if (at < 0 || target === at) return;
    event.preventDefault();
    this.tools[target].focus();
  }

  rest(tool) {
    if (!this.tools.includes(tool)) return;
    for (const other of this.tools) other.tabIndex = other === tool ? 0 : -1;
  }

  refresh() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = null;
      this.show();
    });
  }

  show() {
    const { editor } = this;
    for (const tool of this.tools) {
      if (tool.hasAttribute("aria-pressed")) tool.setAttribute("aria-pressed", String(editor.isActive(tool.dataset.tool)));
    }
    const level = [2, 3, 4].find((number) => editor.isActive("heading", { level: number }));
    this.format.value = level ? String(level) : "paragraph";
    for (const name of ["undo", "redo"]) {
      const tool = this.tools.find((other) => other.dataset.tool === name);
      tool.setAttribute("aria-disabled", String(!editor.can()[name]()));
    }
  }
}
