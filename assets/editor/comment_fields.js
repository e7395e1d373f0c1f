// The fields of comments: "Antworten" leads into its field, and "@" names people of the group as it does in the text.
import { findPeople } from "./mentions.js";
import { PeopleList } from "./people_list.js";

const WAIT = 150; // milliseconds after a letter
const MOST = 5;
const STARTED = /(?:^|[\s([„])@([^@\n]{0,40})$/;

const begun = (field) => STARTED.exec(field.value.slice(0, field.selectionStart))?.[1];

export class CommentFields {
  constructor(box, { words, people, announce }) {
    Object.assign(this, { people, field: null, list: new PeopleList(words, announce) });
    box.addEventListener("click", leadIn);
    box.addEventListener("input", ({ target }) => target.matches("textarea") && this.soon(target));
    box.addEventListener("keydown", (event) => this.field && this.press(event));
    box.addEventListener("focusout", () => this.close());
  }

  soon(field) {
    clearTimeout(this.timer);
    if (begun(field) === undefined) this.close();
    else this.timer = setTimeout(() => this.ask(field), WAIT);
  }

  async ask(field) {
    this.asked?.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    const query = begun(field) ?? "";
    const found = await findPeople(this.people, query, signal);
    if (signal.aborted || document.activeElement !== field || begun(field) !== query) return;
    // The name alone written out already needs no list.
    const items = found.slice(0, MOST).filter(({ name }) => name !== query.trimEnd());
    if (!items.length) return this.close();
    const props = { items, command: ({ label }) => this.take(label) };
    if (this.field === field) return this.list.onUpdate(props);
    this.close();
    this.field = field;
    this.list.onStart({ ...props, editor: { view: { dom: field } }, mount: (list) => field.after(list) });
  }

  press(event) {
    if (event.target !== this.field || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isLeft = event.key === "Escape";
    if (isLeft) this.close();
    if (isLeft || this.list.onKeyDown({ event })) event.preventDefault();
  }

  take(name) {
    const { field } = this;
    const to = field.selectionStart;
    field.setRangeText(`${name} `, to - begun(field).length, to, "end");
    this.close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    if (this.field) this.list.onExit();
    this.field = null;
  }
}

function leadIn(event) {
  const details = event.target.closest(".comment__answer > summary")?.parentElement;
  if (!details || details.open) return;
  // Opened here, so that the next letter goes into the field already.
  event.preventDefault();
  details.open = true;
  details.querySelector("textarea")?.focus();
}
