// Several files of one form: each has its row, one after the other is sent, questions hold up only their own file.
import { Questions } from "./questions.js";
import { Row } from "./row.js";
import { Cancelled, Refused, Transfer } from "./transfer.js";

// What is wrong with the file itself: sending it once more would not help.
const FINAL = new Set(["empty_file", "too_large"]);

export class Batch {
  /** `onMoving`: whether any file is on its way has changed. */
  constructor(form) {
    Object.assign(this, { form, rows: [], turn: Promise.resolve(), open: 0, onMoving: () => {} });
    this.list = form.querySelector("[data-upload-list]");
    this.status = form.querySelector("[data-upload-status]");
    this.page = { words: this.words.bind(this), say: this.say.bind(this) };
    this.questions = new Questions(this.list, this.page);
    window.addEventListener("beforeunload", (event) => this.open && event.preventDefault());
  }

  words(name, values = {}) {
    return this.form.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  say(text) {
    this.status.textContent = text;
  }

  /** Forget what was sent before. */
  clear() {
    this.rows = [];
    this.list.replaceChildren();
  }

  /** Send files. What was cancelled or refused stays in its row, to be tried once more or taken out. */
  send(files) {
    const rows = files.map((file) => new Row(file, this.page));
    this.rows.push(...rows);
    this.list.append(...rows.map((row) => row.item));
    this.list.hidden = false;
    return this.moving(() => Promise.all(rows.map((row) => this.sendOne(row, files.length))));
  }

  async moving(work) {
    this.open += 1;
    this.onMoving(true);
    await work();
    this.open -= 1;
    if (this.open) return;
    this.questions.end();
    this.onMoving(false);
  }

  async sendOne(row, count) {
    const token = this.form.elements.csrfmiddlewaretoken.value;
    const transfer = new Transfer({ begin: this.form.dataset.begin, token, signal: row.stop.signal, again: true });
    try {
      const answers = await this.answersBefore(row, transfer);
      const upload = await this.inTurn(() => this.transferred(row, transfer));
      row.answer = await this.stored(row, transfer, () => this.contentOf(upload, answers, count), answers);
      transfer.forget(row.file);
      row.done();
      this.remind(row);
    } catch (error) {
      if (isCancelled(error)) await transfer.giveUp(row.file);
      const again = () => this.moving(() => this.sendAgain(row, count));
      row.failed(this.reasonOf(error, row.file), {
        again: FINAL.has(error.data?.code) ? null : again,
        away: () => this.takeOut(row),
      });
    }
  }

  async sendAgain(row, count) {
    row.begin();
    await this.renewToken();
    await this.sendOne(row, count);
  }

  /** A sign-in in another window makes the form's token useless; the page then has a new one. */
  async renewToken() {
    const page = await fetch(window.location.href).then((response) => response.text(), () => "");
    const field = new DOMParser().parseFromString(page, "text/html").querySelector("[data-upload] [name=csrfmiddlewaretoken]");
    if (field) this.form.elements.csrfmiddlewaretoken.value = field.value;
  }

  takeOut(row) {
    const next = row.item.nextElementSibling ?? row.item.previousElementSibling;
    const target = next?.querySelector("button") ?? this.form.querySelector("[type=submit]");
    row.item.remove();
    this.rows = this.rows.filter((one) => one !== row);
    this.list.hidden = !this.rows.length;
    this.say(this.words("textRemovedOf", { name: row.file.name }));
    target?.focus();
    if (!this.open) this.onMoving(false);
  }

  /** Say open questions again after news of another file: they would be the words that are heard last. */
  remind(row) {
    if (this.questions.size) this.say(`${this.words("textWholeOf", { name: row.file.name })} ${this.questions.spoken()}`);
  }

  inTurn(work) {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => {});
    return mine;
  }

  /** Ask first where a file of this name is there, before anything is sent. */
  async answersBefore(row, transfer) {
    const { check } = this.form.dataset;
    if (!check) return {};
    const address = new URL(check, window.location.href);
    address.searchParams.set("name", row.file.name);
    const { folder } = this.form.elements;
    if (folder) address.searchParams.set("folder", folder.value);
    const { same } = await transfer.get(address);
    return same ? this.answerTo(row, { code: "same_name", same }) : {};
  }

  /** Ask the person what the server wants to know; null where it is no question. */
  async answerTo(row, { code, same, message }) {
    const { name } = row.file;
    if (code === "same_name") {
      const text = this.words("textSame", { title: same.title });
      const answers = [["version", "textVersion"], ["beside", "textBeside"]];
      const question = { text, spoken: this.words("textSameOf", { name }), answers };
      return { same_name: await this.questions.ask(row, question, { same: true }) };
    }
    if (code !== "other_kind") return null;
    const answers = [["on", "textOtherKind"]];
    return { other_kind: await this.questions.ask(row, { text: message, spoken: `${name}: ${message}`, answers }) };
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

  /** Have a finished upload taken into the library; what the server asks about it is answered by the person. */
  async stored(row, transfer, content, answers) {
    for (;;) {
      try {
        return await transfer.post(this.form.action, content());
      } catch (error) {
        const more = error instanceof Refused ? await this.answerTo(row, error.data) : null;
        if (!more) throw error;
        Object.assign(answers, more);
      }
    }
  }

  /** What the form itself would send, with the finished upload in place of the file; its words are for one file only. */
  contentOf(upload, answers, count) {
    const body = new FormData(this.form);
    body.delete("file");
    body.set("upload", upload.id);
    for (const [name, value] of Object.entries(answers)) body.set(name, value);
    if (count === 1) body.set("alone", "1");
    else for (const name of ["title", "description"]) body.delete(name);
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
