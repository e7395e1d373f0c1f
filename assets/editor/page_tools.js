// What the tools open and say: dialogs, the comment form, the switch for suggestions, the line under the tools.
import { askForImage, askForPlace, showKeys } from "./dialogs.js";
import { askForLink } from "./link_dialog.js";
import { Passages } from "./passages.js";
import { quote, selected } from "./quote.js";
import { Suggesting } from "./suggesting.js";
import { Toolbar } from "./toolbar.js";

const SHOWN_FOR = 12_000;

export class Tools {
  constructor(root, editor, { config, panel, announce }) {
    Object.assign(this, { root, editor, config, panel, announce });
    this.note = root.querySelector("[data-note]");
    const say = (text) => this.say(text);
    const { words } = config;
    this.passages = new Passages(editor, panel, words);
    this.suggesting = new Suggesting(root, editor, { words, say, register: panel.box.dataset.register });
    this.toolbar = new Toolbar(root.querySelector("[data-toolbar]"), editor, {
      ask: (name) => this.ask(name),
      refuse: () => say(words.suggestOnlyText),
    });
    editor.storage.nesting.refused = () => say(words.tooDeep);
    editor.storage.keys.ask = (name) => this.ask(name);
    // Also for those who only read: their text has no keys of its own.
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || !event.altKey || document.querySelector("dialog[open]")) return;
      const isComment = event.ctrlKey && event.code === "KeyM" && !event.getModifierState("AltGraph");
      const isTools = event.key === "F10" && !event.ctrlKey && !event.shiftKey && !event.metaKey;
      if (isComment) this.ask("comment");
      else if (!isTools || !this.toolbar.enter()) return;
      event.preventDefault();
    });
    panel.addEventListener("shown", () => this.shown());
    panel.addEventListener("cancelled", () => point());
    panel.addEventListener("cancelled", () => this.editor.isEditable && this.editor.view.focus());
    this.shown();
  }

  shown() {
    this.suggesting.knows(this.panel.cards());
    this.setRights(this.mayWrite);
  }

  setRights(mayWrite) {
    this.mayWrite = mayWrite;
    const { box, newForm, written } = this.panel;
    // Until the cards are here the page itself says who comments.
    this.toolbar?.setRights(Boolean(mayWrite), written.size ? Boolean(newForm) : "mayAdd" in box.dataset);
  }

  ask(name) {
    const { editor, config } = this;
    if (name === "comment") return this.comment();
    if (name === "suggest") return this.suggesting.toggle();
    if (name === "link" && editor.storage.suggest.isOn) return this.say(config.words.suggestOnlyText);
    if (name === "link") askForLink(editor);
    if (name === "image") askForImage(editor, config);
    if (name === "place") askForPlace(editor, config);
    if (name === "keys") showKeys(editor);
    return true;
  }

  // With a passage marked: a new comment on it. Without: the card of the passage in which the caret stands.
  comment() {
    const range = selected(this.editor);
    const quoted = range && quote(this.editor.state.doc, range);
    if (quoted?.exact.trim() && this.panel.ask(quoted)) {
      point(this.editor.view, range);
      return true;
    }
    if (!range && this.passages.enter()) return true;
    this.say(this.config.words.selectFirst);
    return true;
  }

  // Under the tools, where one looks, and read out.
  say(text) {
    clearTimeout(this.timer);
    this.note.querySelector("[data-note-text]").textContent = text;
    this.note.hidden = false;
    this.announce(text);
    this.timer = setTimeout(() => (this.note.hidden = true), SHOWN_FOR);
  }
}

// Shows which passage a comment in the making speaks of; without a range, none.
function point(view, range) {
  if (!window.CSS?.highlights) return;
  CSS.highlights.delete("asked");
  if (!range) return;
  const [begin, end] = [view.domAtPos(range.from, 1), view.domAtPos(range.to, -1)];
  const passage = document.createRange();
  passage.setStart(begin.node, begin.offset);
  passage.setEnd(end.node, end.offset);
  CSS.highlights.set("asked", new Highlight(passage));
}
