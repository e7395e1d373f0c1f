// Cards and the passages they speak of: one leads to the other, and on wide windows they stand side by side.
const WIDE = matchMedia("(min-width: 62em)");
const GAP = 12;
const REST = 1_000;

export class Passages {
  constructor(editor, panel, words) {
    Object.assign(this, { editor, panel, words, chosen: "" });
    panel.addEventListener("shown", () => this.shown());
    editor.on("update", () => {
      this.soon();
      this.look();
    });
    editor.view.dom.addEventListener("click", ({ target }) => this.choose(idAt(target)));
    editor.on("selectionUpdate", () => editor.isFocused && this.choose(this.atCaret()));
    panel.box.addEventListener("click", (event) => this.clicked(event));
    WIDE.addEventListener("change", () => this.place());
    addEventListener("resize", () => this.soon());
    new ResizeObserver(() => this.soon()).observe(panel.box);
    this.read = this.fetched = this.suggested();
    this.shown();
  }

  // News of a suggestion may come before its letters, and its author goes on writing: when what is suggested rests, the
  // cards are fetched again.
  look() {
    this.looking ??= setTimeout(() => {
      this.looking = null;
      const before = this.read;
      this.read = this.suggested();
      if (this.read !== before) return this.look();
      if (this.read !== this.fetched) this.panel.load();
      this.fetched = this.read;
    }, REST);
  }

  suggested() {
    const marks = this.editor.view.dom.querySelectorAll("[data-suggestion-mark]");
    return [...marks].map((mark) => `${mark.dataset.suggestionMark} ${mark.textContent}`).join("\n");
  }

  // What others wrote under the id of a suggestion has a card of its own, "<id>~<person>".
  marksOf(id) {
    const quoted = CSS.escape(id.split("~")[0]);
    return [...this.editor.view.dom.querySelectorAll(`[data-comment-mark="${quoted}"], [data-suggestion-mark="${quoted}"]`)];
  }

  // The innermost comment or suggestion where the caret stands.
  atCaret() {
    const { $from } = this.editor.state.selection;
    const marks = [...($from.nodeAfter?.marks ?? []), ...($from.nodeBefore?.marks ?? [])];
    return marks.find(({ type, attrs }) => ["comment", "insertion", "deletion"].includes(type.name) && attrs.id)?.attrs.id ?? "";
  }

  // Leads from the text to the card of the passage; false where there is none.
  enter() {
    const card = this.panel.cardOf(this.atCaret());
    card?.closest("details")?.setAttribute("open", "");
    card?.focus();
    return Boolean(card);
  }

  choose(id) {
    if (id === this.chosen) return;
    for (const mark of this.chosen ? this.marksOf(this.chosen) : []) mark.classList.remove("is-chosen");
    this.chosen = id;
    for (const card of this.panel.cards()) card.classList.toggle("is-chosen", Boolean(id) && card === this.panel.cardOf(id));
    this.place();
  }

  clicked({ target }) {
    const card = target.closest("[data-comment], [data-suggestion]");
    if (!card) return;
    const id = card.dataset.comment ?? card.dataset.suggestion;
    this.choose(id);
    const leads = target.closest("[data-to-passage]");
    if (leads || !target.closest("a, button, input, textarea, summary, label, select, form")) this.lead(id, Boolean(leads));
  }

  lead(id, focuses) {
    const [mark] = this.marksOf(id);
    if (!mark) return;
    mark.scrollIntoView({ block: "center" });
    if (focuses) this.editor.chain().focus().setTextSelection(this.editor.view.posAtDOM(mark, 0)).run();
    // Who only reads has no caret: the passage itself takes the focus.
    if (focuses && !this.editor.isEditable) {
      mark.tabIndex = -1;
      mark.focus();
    }
  }

  shown() {
    for (const card of this.panel.cards()) {
      this.panel.cardOf(this.chosen)?.classList.add("is-chosen");
      const hasPassage = this.marksOf(card.dataset.comment ?? card.dataset.suggestion).length > 0;
      const actions = card.querySelector(".comment__actions") ?? card.querySelector(".actions") ?? card;
      if (!hasPassage || card.querySelector("[data-to-passage]")) continue;
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "text-action", textContent: this.words.toPassage });
      button.dataset.toPassage = "";
      actions.append(button);
    }
    this.place();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.place(), 250);
  }

  // Each card as far down as its passage, or below the card before it; the chosen one exactly beside it.
  place() {
    const cards = this.panel.cards().filter((card) => !card.closest("details:not([open])"));
    const wanted = WIDE.matches ? cards.map((card) => this.marksOf(card.dataset.comment ?? card.dataset.suggestion)[0]) : [];
    const tops = wanted.map((mark) => mark?.getBoundingClientRect().top);
    for (const card of cards) card.style.marginTop = "";
    if (!WIDE.matches) return;
    const boxes = cards.map((card) => card.getBoundingClientRect());
    let shift = 0;
    cards.forEach((card, index) => {
      const room = tops[index] === undefined ? 0 : Math.max(0, tops[index] - (boxes[index].top + shift) - GAP);
      if (room) card.style.marginTop = `${Math.round(room)}px`;
      shift += Math.round(room);
    });
  }
}

const idAt = (target) => {
  const mark = target.closest("[data-comment-mark], [data-suggestion-mark]");
  return mark?.dataset.commentMark ?? mark?.dataset.suggestionMark ?? "";
};
