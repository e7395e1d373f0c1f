// A search with choices in a dialog: asks the server while somebody types, shows what it found as radio buttons.
const WAIT = 200;

export class Choices {
  constructor(dialog, { url, key, words, draw }) {
    Object.assign(this, { dialog, url, key, words, draw, found: [] });
    this.search = dialog.querySelector("[data-choice-search]");
    this.box = dialog.querySelector("[data-choices]");
    this.status = dialog.querySelector("[data-choice-status]");
    this.search.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.load(), WAIT);
    });
    // Somebody comes back from another tab, perhaps from uploading an image.
    addEventListener("focus", () => dialog.open && this.load());
    // Enter in the search field searches; it does not send the dialog.
    this.search.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), this.load()));
  }

  get chosen() {
    const { value } = this.box.querySelector(":checked") ?? {};
    return this.found.find((_item, index) => String(index) === value) ?? null;
  }

  async load() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await fetch(`${this.url}?q=${encodeURIComponent(this.search.value)}`, { signal: this.asked.signal });
      if (!answer.ok) throw new Error(answer.status);
      this.show((await answer.json())[this.key]);
    } catch (error) {
      if (error.name !== "AbortError") this.say(this.words.choicesFailed);
    }
  }

  show(found) {
    if (this.box.childElementCount && JSON.stringify(found) === JSON.stringify(this.found)) return;
    const at = found.findIndex(({ id, url }) => this.chosen && (id ?? url) === (this.chosen.id ?? this.chosen.url));
    this.found = found;
    const none = this.dialog.querySelector("[data-choice-none]");
    const isNone = Boolean(none) && !found.length && !this.search.value.trim();
    if (none) none.hidden = !isNone;
    if (none) for (const part of this.dialog.querySelectorAll("[data-choice-some]")) part.hidden = isNone;
    // The field that had the focus is gone.
    if (isNone) none.querySelector("a")?.focus();
    this.box.replaceChildren(...found.map((item, index) => this.option(item, index)));
    if (at >= 0) this.box.querySelectorAll("input")[at].checked = true;
    this.say(found.length || isNone ? "" : this.words.nothingFound);
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  option(item, index) {
    const label = document.createElement("label");
    label.className = "choice";
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name: this.key, value: String(index) });
    label.append(radio, ...this.draw(item));
    return label;
  }
}
