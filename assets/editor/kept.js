// Changes that cannot be stored any more, because the right to write has gone: to be copied or discarded.
export class Kept {
  constructor(root, words, name = "kept") {
    this.box = root.querySelector(`[data-${name}]`);
    this.part = (part) => this.box.querySelector(`[data-${name}-${part}]`);
    Object.assign(this, { words, text: this.part("text"), status: this.part("status") });
    this.part("copy").addEventListener("click", () => this.copy());
    this.part("drop").addEventListener("click", () => this.drop());
  }

  // `lines` gives the text when it is asked for; `dropped` is called once it is not wanted any more.
  show(text, lines, dropped) {
    Object.assign(this, { lines, dropped });
    if (this.box.hidden) this.box.hidden = false;
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  hide() {
    this.box.hidden = true;
    this.status.textContent = "";
  }

  async copy() {
    const text = this.lines().join("\n\n");
    try {
      await navigator.clipboard.writeText(text);
      this.status.textContent = this.words.copied;
    } catch {
      this.status.textContent = copied(text) ? this.words.copied : this.words.copyFailed;
    }
  }

  drop() {
    this.hide();
    this.dropped();
  }
}

// The older way, for pages without a secure connection (a test server in the house).
function copied(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  return isDone;
}
