// The row of tools above the text: one stop for the Tab key, arrow keys inside (toolbar pattern of the ARIA guide).
import { showFurther } from "./further.js";
import { ToolMenu } from "./tool_menu.js";
import { STYLES, styleOf, TOOLS } from "./tools.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export class Toolbar {
  // `ask` opens what stands in a dialog or beside the text; `refuse` says why a tool does nothing now.
  constructor(bar, editor, { ask, refuse }) {
    Object.assign(this, { bar, editor, ask, refuse, mayWrite: null });
    this.tools = [...bar.querySelectorAll("[data-tool]")];
    this.format = bar.querySelector("[data-tool=format]");
    this.menu = new ToolMenu(bar.querySelector("[data-tool=more]"), bar.querySelector("[role=menu]"), (item) =>
      this.use(item),
    );
    bar.addEventListener("click", (event) => this.use(event.target.closest("button.tool")));
    bar.addEventListener("keydown", (event) => this.move(event));
    bar.addEventListener("focusin", ({ target }) => {
      this.hasMoved ||= this.reachable.length > 1;
      this.rest(target);
      target.scrollIntoView({ block: "nearest", inline: "nearest" }); // not below the arrow of a phone
    });
    // A press on a tool must not take the selection out of the text.
    bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
    // By key one walks through the styles, so the focus stays there; a hand has chosen.
    for (const kind of ["pointerdown", "keydown"]) {
      this.format.addEventListener(kind, ({ type }) => (this.isHand = type === "pointerdown"));
    }
    this.format.addEventListener("change", () => this.choose(this.format.value));
    editor.on("transaction", () => this.refresh());
    for (const row of bar.querySelectorAll(".editor-bar__inner")) showFurther(row);
    this.rest(this.tools[0]);
    this.show();
  }

  get reachable() {
    return this.tools.filter((tool) => !tool.closest("[hidden]") && tool.role !== "menuitem");
  }

  use(button) {
    const name = button?.dataset.tool;
    const tool = TOOLS[name];
    if (!tool) return;
    if (tool.isLocal && this.isSuggesting) return this.refuse("tool");
    if (button.getAttribute("aria-disabled") === "true") return;
    if (tool.ask) this.ask(name);
    else {
      this.editor.view.focus(); // at once: the next key belongs to the text already
      tool.run(this.editor.chain().focus()).run();
    }
  }

  choose(value) {
    if (this.isSuggesting) this.refuse("tool");
    else STYLES[value](this.isHand ? this.editor.chain().focus() : this.editor.chain()).run();
    this.show();
  }

  get isSuggesting() {
    return this.editor.storage.suggest.isOn;
  }

  // Those who may only comment find only that.
  setRights(mayWrite, mayComment) {
    if (this.mayWrite === mayWrite && this.mayComment === mayComment) return;
    this.mayComment = mayComment;
    this.mayWrite = mayWrite;
    this.bar.hidden = !mayWrite && !mayComment;
    // Its room was kept until now, so that the text does not jump.
    if (!this.bar.hidden) delete this.bar.dataset.kept;
    const box = this.bar.querySelector("[role=toolbar]");
    box.setAttribute("aria-label", mayWrite ? box.dataset.nameWrites : box.dataset.nameComments);
    for (const group of this.bar.querySelectorAll("[data-writes]")) group.hidden = !mayWrite;
    for (const tool of this.tools) if (tool.dataset.tool === "comment") tool.hidden = !mayComment;
    this.show();
    // Whoever was at the one tool of those who may not write has not chosen among tools yet.
    if (!this.hasMoved || !this.bar.contains(document.activeElement)) this.rest(this.reachable[0]);
  }

  // Where one was among the tools last; false where there are none.
  enter() {
    // What is about to go from the row would take the focus along.
    if (this.waiting) this.show();
    const tool = this.bar.hidden ? null : this.reachable.find(({ tabIndex }) => tabIndex === 0);
    tool?.focus();
    return Boolean(tool);
  }

  move(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && this.editor.isEditable) return this.editor.view.focus();
    const tools = this.reachable;
    const at = tools.indexOf(event.target);
    const last = tools.length - 1;
    const target = { Home: 0, End: last }[event.key] ?? (at + (STEPS[event.key] ?? 0) + last + 1) % (last + 1);
    if (at < 0 || target === at) return;
    event.preventDefault();
    tools[target].focus();
  }

  rest(tool) {
    if (!this.tools.includes(tool) || tool.role === "menuitem") return;
    for (const other of this.tools) other.tabIndex = other === tool ? 0 : -1;
  }

  refresh() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.show();
    });
  }

  show() {
    const { editor } = this;
    const can = editor.can();
    const inTable = this.mayWrite && editor.isActive("table");
    this.bar.querySelector("[data-table-tools]").hidden = !inTable;
    for (const tool of this.tools) {
      const name = tool.dataset.tool;
      if (tool.hasAttribute("aria-pressed") && name !== "suggest") set(tool, "aria-pressed", editor.isActive(name));
      const isLocked = (TOOLS[name]?.isLocal ?? false) && this.isSuggesting;
      const isOff = TOOLS[name]?.asksFirst ? !can[name]() : isLocked || Boolean(TOOLS[name]?.isOff?.(editor));
      if (TOOLS[name]) set(tool, "aria-disabled", isOff);
    }
    if (this.format.value !== styleOf(editor)) this.format.value = styleOf(editor);
    // What has gone from the row, with the table, hands the one stop on.
    if (!this.reachable.some((tool) => tool.tabIndex === 0)) this.rest(this.reachable[0]);
  }
}

function set(tool, name, value) {
  if (tool.getAttribute(name) !== String(value)) tool.setAttribute(name, String(value));
}
