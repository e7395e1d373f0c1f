// What the page shows of one file on its way: name, state in words, progress, and what one may do with it.
const SPOKEN_EVERY = 25; // per cent
let rows = 0;

export class Row {
  /** `words(name, values)` gives the words of the form, `say` reads them out. */
  constructor(file, { words, say }) {
    Object.assign(this, { file, words, say, spoken: 0, stop: new AbortController(), id: `upload-${++rows}` });
    this.name = make("strong", "", file.name);
    this.state = make("p", "row__meta", words("textQueued"));
    this.state.id = `${this.id}-state`;
    this.bar = Object.assign(make("progress", "progress"), { max: 100, value: 0, ariaLabel: file.name });
    this.bar.setAttribute("aria-describedby", this.state.id);
    this.cancel = this.button("textCancel", () => this.stop.abort(), words("textCancelOf", { name: file.name }));
    this.actions = make("div", "actions");
    this.actions.append(this.cancel);
    this.item = make("li", "row upload");
    this.item.append(this.name, this.state, this.bar, this.actions);
  }

  button(word, onClick, label) {
    const button = Object.assign(make("button", "text-action", this.words(word)), { type: "button" });
    if (label) button.ariaLabel = label;
    button.addEventListener("click", onClick);
    return button;
  }

  show(text, spoken = `${this.file.name}: ${text}`) {
    this.state.textContent = text;
    if (spoken) this.say(spoken);
  }

  progress(bytes) {
    const percent = this.share(bytes);
    this.bar.value = percent;
    this.show(this.words("textProgress", { percent, size: sizeOf(this.file) }), "");
    if (percent < this.spoken + SPOKEN_EVERY || percent === 100) return;
    this.spoken = percent - (percent % SPOKEN_EVERY);
    this.say(this.words("textProgressOf", { name: this.file.name, percent }));
  }

  share(bytes) {
    return this.file.size ? Math.min(100, Math.floor((100 * bytes) / this.file.size)) : 0;
  }

  /** Ask for one of several answers ([answer, name of its words]); null where the upload is cancelled instead. */
  ask({ text, spoken, answers }) {
    this.question = spoken;
    this.show(text, spoken);
    return new Promise((resolve) => {
      const answer = (choice) => {
        // Else the focus would be lost with the button.
        if (choices.includes(document.activeElement)) this.cancel.focus();
        for (const button of choices) button.remove();
        this.show(this.words("textQueued"), "");
        resolve(choice);
      };
      const choices = answers.map(([choice, word]) => {
        const button = this.button(word, () => answer(choice));
        button.dataset.answer = choice;
        button.setAttribute("aria-describedby", this.state.id);
        return button;
      });
      this.actions.prepend(...choices);
      this.stop.signal.addEventListener("abort", () => answer(null), { once: true });
    });
  }

  done() {
    this.bar.value = 100;
    this.show(this.words("textWhole"), this.words("textWholeOf", { name: this.file.name }));
    this.cancel.remove();
  }

  failed(text) {
    this.show(text);
    this.state.className = "upload__bad";
    const sign = make("span", "kern-icon kern-icon--danger");
    sign.ariaHidden = "true";
    this.state.prepend(sign);
    this.cancel.remove();
  }
}

function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function sizeOf(file) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return file.size < 1048576 ? `${format.format(file.size / 1024)} KB` : `${format.format(file.size / 1048576)} MB`;
}
