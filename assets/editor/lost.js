// Words that went with a block somebody removed meanwhile: shown until they are inserted again or discarded.
import { Kept } from "./kept.js";

const SHOWN = 600; // letters in the box; copying and inserting take all
const SHORT = 80;

export class Lost extends Kept {
  // `keep` and `forget` are called for the disk, `insert` puts lines into the text and says whether it could.
  constructor(root, words, { keep, forget, insert }) {
    super(root, words, "lost");
    Object.assign(this, { all: [], keep, lines: () => this.all });
    this.dropped = () => {
      this.all = [];
      forget();
    };
    this.part("insert").addEventListener("click", () => insert(this.all) && this.drop());
  }

  // `isKept`: they lie on the disk already.
  add(lines, { isKept = false } = {}) {
    if (!lines.length) return;
    this.all.push(...lines);
    if (!isKept) this.keep(this.all);
    this.part("words").replaceChildren(...this.begin(SHOWN).split("\n").map(paragraph));
    this.box.hidden = false;
  }

  begin(length) {
    const text = this.all.join("\n");
    return text.length > length ? `${text.slice(0, length)} …` : text;
  }

  // Whoever writes far down does not see the box.
  isAbove() {
    return this.box.getBoundingClientRect().bottom < 0;
  }

  short() {
    return `${this.text.textContent} ${this.begin(SHORT)}`;
  }

  setRights(mayWrite) {
    this.part("insert").hidden = !mayWrite;
  }
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
