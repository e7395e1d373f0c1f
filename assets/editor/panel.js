// The cards beside the text. The server writes them; here they are fetched, kept up to date without taking away the
// focus or what somebody types, and their forms are sent without leaving the page.
import { inQuotes } from "./quote.js";

const FRAGMENT = { "X-Fragment": "1" };
const TOKEN = /name="(?:csrfmiddlewaretoken|client_id)" value="[^"]*"/g; // others in each answer, all of them good
const nameOf = (field) => `${field.form?.getAttribute("action")} ${field.name}`;
const typed = "textarea, input[type=text], input:not([type])";

export class Panel extends EventTarget {
  // Events: "shown" after the cards changed.
  constructor(box, { words, announce }) {
    super();
    Object.assign(this, { box, words, announce, url: box.dataset.url, written: new Map() });
    box.addEventListener("submit", (event) => this.send(event));
    box.addEventListener("click", (event) => event.target.closest("[data-comment-cancel]") && this.cancel());
  }

  get newForm() {
    return this.box.querySelector("[data-comment-new]");
  }

  cards() {
    return [...this.box.querySelectorAll("[data-comment], [data-suggestion]")];
  }

  cardOf(id) {
    return this.cards().find((card) => (card.dataset.comment ?? card.dataset.suggestion) === id) ?? null;
  }

  async load() {
    // What is being sent loads the cards itself, once its form is out of the way.
    if (!this.url || this.box.querySelector("form[data-sending]")) return;
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const answer = await fetch(this.url, { headers: FRAGMENT });
      if (!answer.ok || turn !== this.turn) return;
      const html = await answer.text();
      if (turn === this.turn) this.show(html);
    } catch {
      // The next piece of news loads it.
    }
  }

  // Only what changed is replaced: a card whose form somebody fills in stays, unless it says something new itself.
  show(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const kept = this.remember();
    const nodes = [...fresh.content.children].map((node) => {
      const source = node.outerHTML.replaceAll(TOKEN, "");
      const known = node.id || node.matches("[data-comment-new]") ? this.find(node) : null;
      if (known && this.written.get(known) === source) return known;
      this.written.set(node, source);
      return node;
    });
    const before = [...this.box.childNodes].filter((node) => !nodes.includes(node));
    for (const node of before) node.remove();
    nodes.forEach((node, index) => {
      if (this.box.children[index] !== node) this.box.insertBefore(node, this.box.children[index] ?? null);
    });
    this.restore(kept);
    window.htmx?.process(this.box);
    this.dispatchEvent(new Event("shown"));
  }

  find(node) {
    return node.id ? this.box.querySelector(`#${CSS.escape(node.id)}`) : this.newForm;
  }

  remember() {
    const active = this.box.contains(document.activeElement) ? document.activeElement : null;
    const changed = [...this.box.querySelectorAll(typed)].filter(({ value, defaultValue }) => value !== defaultValue);
    // The words keep the number of their form: what arrived without an answer is not stored twice.
    const fields = changed.flatMap((field) => [field, field.form?.elements.client_id ?? field]);
    return {
      active,
      key: active?.name && nameOf(active),
      card: active?.closest("[data-comment], [data-suggestion]")?.id,
      place: this.cards().findIndex((card) => card.contains(active)),
      range: active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null,
      values: new Map(fields.filter(({ name }) => name).map((field) => [nameOf(field), field.value])),
      open: [...this.box.querySelectorAll("details[open]")].map((details) => path(details)),
      complaints: [...this.box.querySelectorAll("form > .panel-error")].map((line) => [line.parentNode.action, line.textContent]),
      isAsking: this.newForm && !this.newForm.hidden && [...new FormData(this.newForm)],
    };
  }

  restore({ active, key, card, place, range, values, open, complaints, isAsking }) {
    for (const details of this.box.querySelectorAll("details")) if (open.includes(path(details))) details.open = true;
    for (const field of this.box.querySelectorAll(`${typed}, [name=client_id]`)) {
      if (values.has(nameOf(field))) field.value = values.get(nameOf(field));
    }
    for (const [action, text] of complaints) {
      const form = [...this.box.querySelectorAll("form")].find((one) => one.action === action);
      if (form) this.complain(form, text);
    }
    if (isAsking && this.newForm?.hidden) this.ask(Object.fromEntries(isAsking), { focuses: false });
    if (!active || active.isConnected) return active?.isConnected && document.activeElement !== active && active.focus();
    const again = [...this.box.querySelectorAll("input, textarea, button")].find((field) => key && nameOf(field) === key);
    // A settled card lies in closed details: then the one that took its place, or the one before.
    const cards = this.cards();
    const places = [again, card && document.getElementById(card), cards[place], cards[place - 1], this.heading()];
    places.find((one) => one?.checkVisibility())?.focus({ preventScroll: true });
    if (again && range?.[0] !== null && range) again.setSelectionRange?.(...range);
  }

  heading() {
    const heading = this.box.querySelector("h2");
    if (heading) heading.tabIndex = -1;
    return heading;
  }

  // Opens the form for a new comment on these words.
  ask(quoted, { focuses = true } = {}) {
    const form = this.newForm;
    if (!form) return false;
    for (const name of ["exact", "prefix", "suffix"]) form.elements[name].value = quoted[name] ?? "";
    const shown = form.querySelector("[data-comment-quote]");
    const words = quoted.shown ?? quoted.exact ?? "";
    if (shown) shown.textContent = words && shown.dataset.quoted.replace("{}", () => inQuotes(words));
    form.hidden = false;
    if (focuses) form.querySelector("textarea").focus();
    this.dispatchEvent(new Event("shown"));
    return true;
  }

  cancel() {
    this.newForm.reset();
    this.newForm.hidden = true;
    this.dispatchEvent(new Event("cancelled"));
  }

  async send(event) {
    const form = event.target;
    if (form.method !== "post") return;
    event.preventDefault();
    if (form.dataset.sending) return;
    const body = new FormData(form, event.submitter);
    form.dataset.sending = "true";
    form.querySelector(".panel-error")?.remove();
    this.turn = (this.turn ?? 0) + 1;
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: FRAGMENT });
      delete form.dataset.sending;
      await this.sent(form, answer);
    } catch {
      delete form.dataset.sending;
      this.complain(form, this.words.commentFailed);
      this.load();
    }
  }

  async sent(form, answer) {
    if (answer.status === 400) return this.mend(form, await answer.text());
    if (!answer.ok) {
      this.complain(form, [403, 404, 409].includes(answer.status) ? this.words.commentGone : this.words.commentFailed);
      return this.load();
    }
    const isNew = form === this.newForm;
    // Fields of closed details lose the focus: the card takes it first.
    if (form.contains(document.activeElement)) form.closest("[data-comment], [data-suggestion]")?.focus();
    form.closest("details:not(.comments__resolved)")?.removeAttribute("open");
    form.reset();
    if (isNew) form.hidden = true;
    if (isNew) this.written.delete(form); // its number is used up
    this.announce(this.words.commentSent);
    if (isNew) this.dispatchEvent(new Event("cancelled"));
    await this.load();
  }

  // The same form with its errors; what was typed is in it.
  mend(form, html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const mended = fresh.content.querySelector("form");
    if (!mended) return this.complain(form, this.words.commentFailed);
    mended.hidden = false;
    // What was typed is no beginning to which the form goes back.
    for (const field of mended.querySelectorAll("textarea")) {
      const { value } = field;
      field.defaultValue = form.querySelector("textarea").defaultValue;
      field.value = value;
    }
    if (form === this.newForm) this.written.delete(form);
    form.replaceWith(mended);
    (mended.querySelector("[aria-invalid=true]") ?? mended.querySelector("textarea"))?.focus();
  }

  complain(form, text) {
    form.querySelector(".panel-error")?.remove();
    const line = document.createElement("p");
    line.className = "panel-error";
    line.role = "alert";
    form.append(line);
    line.textContent = text;
  }
}

const path = (details) => `${details.closest("[id]")?.id} ${details.className} ${details.querySelector("summary")?.textContent.trim()}`;
