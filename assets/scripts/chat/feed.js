// The list of messages: each one in its place, replaced when it changes, with day lines between.
import { all, data, find, language, make, word } from "./page.js";
import { decorate, press } from "./decorate.js";

const DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" });
const FULL = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "Europe/Berlin" });

/** The items in a piece of HTML from the server. */
export function parse(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}

export class Feed {
  constructor() {
    this.list = find(".feed__list");
    for (const way of all(".message-way", this.list)) way.remove();
    for (const item of this.messages) {
      item.dataset.change = data.head;
      decorate(item);
    }
  }

  get messages() {
    return all(".message[data-position]", this.list);
  }

  get first() {
    return find(".message[data-position]", this.list);
  }

  get last() {
    return this.messages.at(-1);
  }

  at(position) {
    return document.getElementById(`nachricht-${position}`);
  }

  waiting(client) {
    return find(`.message[data-client="${CSS.escape(client)}"]`, this.list);
  }

  // The same message again replaces the one that is there; focus and what is open in it stay.
  show(item, old) {
    const active = document.activeElement;
    const hadFocus = old?.contains(active);
    decorate(item);
    if (old?.dataset.position) {
      const actions = old.dataset.state === item.dataset.state && find(".message__actions", old);
      if (actions) find(".message__content", item).append(actions);
      press(item);
      item.tabIndex = old.tabIndex;
      old.replaceWith(item);
      if (old.matches(".is-open")) find(".message__more", item)?.click();
    } else {
      old?.remove();
      this.place(item);
    }
    if (!hadFocus) return;
    const again = active.isConnected ? active : find(`[data-act="${active.dataset.act}"]`, item);
    (again ?? item).focus({ preventScroll: true });
  }

  place(item) {
    const position = Number(item.dataset.position);
    let before = this.list.lastElementChild;
    while (before && !(Number(before.dataset.position) < position)) before = before.previousElementSibling;
    if (before) before.after(item);
    else this.list.prepend(item);
  }

  // A day line stands before the first message of each day, and nowhere else.
  lineDays() {
    let day;
    let line;
    for (const item of [...this.list.children]) {
      if (item.matches(".day-line")) {
        line?.remove();
        line = item;
      } else if (item.dataset.time) {
        const own = DAY.format(new Date(item.dataset.time));
        if (own === day || (line && line.dataset.day !== own)) line?.remove();
        if (own !== day && !line?.isConnected) beforeLine(item).before(dayLine(own, item.dataset.time));
        line = null;
        day = own;
      }
    }
    line?.remove();
  }
}

function beforeLine(item) {
  const before = item.previousElementSibling;
  return before?.matches(".new-line") ? before : item;
}

function dayLine(day, time) {
  const date = new Date(time);
  const words = FULL.format(date);
  const heading = make("h2", "", day === DAY.format(new Date()) ? `${word("today")}, ${words}` : words);
  const line = make("li", "day-line", heading);
  line.dataset.day = day;
  return line;
}

/** "3 neue Nachrichten": stands before the first message that is new to this person. */
export const newLine = (text) => make("li", "new-line", make("h2", "", text));
