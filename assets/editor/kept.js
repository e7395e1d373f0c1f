// Changes that cannot be stored any more, because the right to write has gone: to be copied or discarded.
export class Kept {
  constructor(root, words, clock) {
    this.box = root.querySelector("[data-kept]");
    this.text = this.box.querySelector("[data-kept-text]");
    this.status = this.box.querySelector("[data-kept-status]");
    Object.assign(this, { words, clock });
    this.box.querySelector("[data-kept-copy]").addEventListener("click", () => this.copy());
    this.box.querySelector("[data-kept-drop]").addEventListener("click", () => this.drop());
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
