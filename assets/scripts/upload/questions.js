// What the files of one form wait for: each question at its file, and one answer for all files that are there already.
import { Cancelled } from "./transfer.js";

export class Questions {
  /** `onChange`: a question came up or was answered. `words` and `say` as in a row. */
  constructor(list, { words, say }) {
    Object.assign(this, { list, words, say, open: new Map(), forAll: null, onChange: () => {} });
    this.bar = Object.assign(document.createElement("div"), { className: "upload-all", role: "group", hidden: true });
    this.bar.dataset.forAll = "";
    this.text = document.createElement("p");
    const actions = Object.assign(document.createElement("div"), { className: "actions" });
    this.buttons = [["version", "textVersion"], ["beside", "textBeside"]].map(([choice, word]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "text-action" });
      button.textContent = words(word);
      button.addEventListener("click", () => this.answerAll(choice));
      return button;
    });
    actions.append(...this.buttons);
    this.bar.append(this.text, actions);
    list.before(this.bar);
  }

  get size() {
    return this.open.size;
  }

  /** Wait for the answer of a person; `same`: to the question that has one answer for all. Raises Cancelled. */
  async ask(row, question, { same = false } = {}) {
    if (same && this.forAll) return this.forAll;
    const answer = row.ask(question);
    this.open.set(row, same);
    this.show();
    if (this.size > 1) this.say(this.spoken());
    const choice = await answer;
    this.open.delete(row);
    this.show();
    if (!choice) throw new Cancelled();
    return choice;
  }

  /** All open questions in words, none left out: only what is said last is heard. */
  spoken() {
    const alike = this.alike();
    const rest = [...this.open.keys()].filter((row) => alike.length < 2 || !alike.includes(row));
    const all = alike.length < 2 ? [] : [this.words("textSameAllOf", { n: alike.length, names: namesOf(alike) })];
    return [...all, ...rest.map(({ question }) => question)].join(" ");
  }

  /** The rows to whose question one answer for all is possible, as they stand in the list. */
  alike() {
    const places = [...this.list.children];
    const rows = [...this.open.keys()].filter((row) => this.open.get(row));
    return rows.sort((one, other) => places.indexOf(one.item) - places.indexOf(other.item));
  }

  answerAll(choice) {
    this.forAll = choice; // also for those that are still being looked up
    for (const row of this.alike()) row.answerWith(choice);
    (this.list.querySelector("button") ?? this.list.firstElementChild)?.focus();
  }

  /** What was sent is done with: the next files are asked about anew. */
  end() {
    this.forAll = null;
  }

  show() {
    const n = this.alike().length;
    this.bar.hidden = n < 2;
    this.text.textContent = this.words("textSameAll", { n });
    this.bar.ariaLabel = this.text.textContent;
    for (const button of this.buttons) button.ariaLabel = `${button.textContent}: ${this.words("textAll", { n })}`;
    this.onChange();
  }
}

function namesOf(rows) {
  return rows.map(({ file }) => file.name).join(", ");
}
