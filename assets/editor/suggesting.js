// The switch "Vorschlagen", and what the server is told of each suggestion: who made it, and when.
export class Suggesting {
  constructor(root, editor, { words, say, register }) {
    Object.assign(this, { editor, words, say, register });
    this.button = root.querySelector("[data-tool=suggest]");
    const { suggest } = editor.storage;
    suggest.begun = (id) => this.begun(id);
    suggest.refused = (reason) => say(reason === "others" ? words.suggestOthers : words.suggestOnlyText);
  }

  toggle() {
    const { suggest } = this.editor.storage;
    suggest.isOn = !suggest.isOn;
    this.button.setAttribute("aria-pressed", String(suggest.isOn));
    const state = this.button.querySelector("[data-on]");
    state.textContent = suggest.isOn ? state.dataset.on : state.dataset.off;
    this.say(suggest.isOn ? this.words.suggestOn : this.words.suggestOff);
    this.editor.view.dispatch(this.editor.state.tr.setMeta("suggest", suggest.isOn));
  }

  // Own suggestions of earlier visits can be taken back letter by letter, too.
  knows(cards) {
    for (const card of cards) if ("own" in card.dataset) this.editor.storage.suggest.own.add(card.dataset.suggestion);
  }

  // Sent until it has arrived: without it nobody would know whose suggestion it is.
  async begun(id, attempt = 0) {
    if (!this.register) return;
    try {
      const headers = { "X-CSRFToken": token(), "X-Fragment": "1" };
      const answer = await fetch(this.register, { method: "POST", headers, body: new URLSearchParams({ id }) });
      if (answer.ok) return;
      if (answer.status < 500 && answer.status !== 429) return this.say(this.words.suggestUnknown);
    } catch {
      // No connection: later.
    }
    setTimeout(() => this.begun(id, attempt + 1), Math.min(30_000, 1000 * 2 ** attempt));
  }
}

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
