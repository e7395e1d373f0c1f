// Several files of one form: each has its row, one after the other is sent, questions hold up only their own file.
import { Row } from "./row.js";
import { Cancelled, Refused, Transfer } from "./transfer.js";

export class Batch {
  constructor(form) {
    Object.assign(this, { form, turn: Promise.resolve(), open: 0 });
    this.list = form.querySelector("[data-upload-list]");
    this.status = form.querySelector("[data-upload-status]");
    window.addEventListener("beforeunload", (event) => this.open && event.preventDefault());
  }

  words(name, values = {}) {
    return this.form.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  say(text) {
    this.status.textContent = text;
  }

  /** Send files; returns for each its address, or null where it was cancelled or refused (which is said beside it). */
  async send(files) {
    const page = { words: this.words.bind(this), say: this.say.bind(this) };
    const rows = files.map((file) => new Row(file, page));
    this.list.append(...rows.map((row) => row.item));
    this.list.hidden = false;
    this.open += 1;
    const urls = await Promise.all(rows.map((row) => this.sendOne(row, files.length)));
    this.open -= 1;
    return urls;
  }

  async sendOne(row, count) {
    const token = this.form.elements.csrfmiddlewaretoken.value;
    const transfer = new Transfer({ begin: this.form.dataset.begin, token, signal: row.stop.signal, again: true });
    try {
      const choice = await this.choiceFor(row, transfer);
      const upload = await this.inTurn(() => this.transferred(row, transfer));
      const { url } = await this.stored(row, transfer, upload, choice, count);
      transfer.forget(row.file);
      row.done();
      return url;
    } catch (error) {
      if (isCancelled(error)) await transfer.giveUp(row.file);
      row.failed(this.reasonOf(error, row.file));
      return null;
    }
  }

  inTurn(work) {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => {});
    return mine;
  }

  /** Ask first where a file of this name is there, before anything is sent. */
  async choiceFor(row, transfer) {
    const { check } = this.form.dataset;
    if (!check) return "";
    const address = new URL(check, window.location.href);
    address.searchParams.set("name", row.file.name);
    const { same } = await transfer.get(address);
    return same ? this.asked(row, same) : "";
  }

  async asked(row, same) {
    const choice = await row.ask(same);
    if (!choice) throw new Cancelled();
    return choice;
  }

  transferred(row, transfer) {
    if (row.stop.signal.aborted) throw new Cancelled();
    this.say(this.words("textBegin", { name: row.file.name }));
    return transfer.run(row.file, {
      onProgress: (sent) => row.progress(sent),
      onBroken: (received) => row.show(this.words("textWaiting", { percent: row.share(received) })),
      onResumed: (received) => {
        row.progress(received);
        this.say(this.words("textResumed", { name: row.file.name, percent: row.share(received) }));
      },
    });
  }

  /** Have a finished upload taken into the library; asks where somebody else was faster with the same name. */
  async stored(row, transfer, upload, choice, count) {
    try {
      return await transfer.post(this.form.action, this.contentOf(upload, choice, count));
    } catch (error) {
      if (error.data?.code !== "same_name") throw error;
      const again = await this.asked(row, error.data.same);
      return transfer.post(this.form.action, this.contentOf(upload, again, count));
    }
  }

  /** What the form itself would send, with the finished upload in place of the file; a title fits one file only. */
  contentOf(upload, choice, count) {
    const body = new FormData(this.form);
    body.delete("file");
    body.set("upload", upload.id);
    if (choice) body.set("same_name", choice);
    if (count > 1) body.delete("title");
    return body;
  }

  reasonOf(error, file) {
    if (isCancelled(error)) return this.words("textCancelled");
    if (error instanceof Refused) return error.status === 401 ? this.words("textSignedOut") : error.message;
    return this.words("textFailed", { name: file.name });
  }
}

function isCancelled(error) {
  return error instanceof Cancelled || error.name === "AbortError";
}
