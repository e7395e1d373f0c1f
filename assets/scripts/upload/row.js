// What the page shows of one file on its way: name, state in words, progress, and what one may do with it.
const SPOKEN_EVERY = 25; // per cent
let rows = 0;

export class Row {
  /** `words(name, values)` gives the words of the form, `say` reads them out. */
  constructor(file, { words, say }) {
    Object.assign(this, { file, words, say, answer: null });
    this.name = make("strong", "", file.name);
    this.state = make("p", "row__meta");
    this.state.id = `upload-${++rows}-state`;
    this.bar = Object.assign(make("progress", "progress"), { max: 100, value: 0, ariaLabel: file.name });
    this.bar.setAttribute("aria-describedby", this.state.id);
    this.cancel = this.button("textCancel", () => this.stop.abort(), words("textCancelOf", { name: file.name }));
    this.actions = make("div", "actions");
    this.item = make("li", "row upload");
    this.item.tabIndex = -1;
    this.item.append(this.name, this.state, this.bar, this.actions);
    this.begin();
  }

  /** Wait for the turn, at first or once more. */
  begin() {
    Object.assign(this, { spoken: 0, stop: new AbortController() });
    this.state.className = "row__meta";
    this.bar.hidden = false;
    this.show(this.words("textQueued"), "");
    this.offer(this.cancel);
  }

  /** Show these buttons alone; the focus does not get lost with one that goes. */
  offer(...buttons) {
    const before = document.activeElement;
    const hadFocus = this.actions.contains(before);
    this.actions.replaceChildren(...buttons);
    if (hadFocus) (buttons.includes(before) ? before : (buttons[0] ?? this.item)).focus();
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
        this.offer(this.cancel);
        this.show(this.words("textQueued"), "");
        resolve(choice);
      };
      this.answerWith = answer;
      const choices = answers.map(([choice, word]) => {
        const button = this.button(word, () => answer(choice), `${this.words(word)}: ${this.file.name}`);
        button.dataset.answer = choice;
        button.setAttribute("aria-describedby", this.state.id);
        return button;
      });
      this.offer(...choices, this.cancel);
      this.stop.signal.addEventListener("abort", () => answer(null), { once: true });
    });
  }

  done() {
    this.bar.value = 100;
    this.show(this.words("textWhole"), this.words("textWholeOf", { name: this.file.name }));
    this.offer();
  }

  /** Say why it did not work. `again` tries once more (null where that is no use), `away` takes the row out. */
  failed(text, { again, away }) {
    this.show(text);
    this.state.className = "upload__bad";
    const sign = make("span", "kern-icon kern-icon--danger");
    sign.ariaHidden = "true";
    this.state.prepend(sign);
    this.bar.hidden = true;
    const buttons = [this.button("textRemove", away)];
    if (again) buttons.unshift(this.button("textAgain", again));
    for (const button of buttons) {
      button.ariaLabel = `${button.textContent}: ${this.file.name}`;
      button.setAttribute("aria-describedby", this.state.id);
    }
    this.offer(...buttons);
  }
}

function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

/** As the pages say it (`file_size` on the server). */
function sizeOf({ size }) {
  const { lang } = document.documentElement;
  if (size < 1024) {
    return new Intl.NumberFormat(lang, { style: "unit", unit: "byte", unitDisplay: "long" }).format(size);
  }
  const [value, unit] = size < 1048525 ? [size / 1024, "KB"] : [size / 1048576, "MB"];
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(value)}\u00a0${unit}`;
}
