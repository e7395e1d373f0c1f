// How a message looks that is on its way or was refused.
import { action, danger, data, find, make, word } from "./page.js";
import { decorate } from "./decorate.js";

export function itemOf(entry, outbox) {
  const head = make("p", "message__head", make("strong", "message__author", data.name));
  const content = make("div", "message__content", head);
  const item = make("li", "message is-sending", content);
  item.dataset.client = entry.client;
  item.dataset.author = data.me;
  const initials = find("[data-my-initials]").content.firstElementChild;
  item.prepend(initials.cloneNode(true));
  if (entry.quote) content.append(make("p", "message__quote", entry.quote));
  const body = make("div", "message__body");
  for (const part of entry.text.split(/\n{2,}/)) body.append(make("p", "", part));
  content.append(body);
  if (entry.names?.length) content.append(make("p", "muted", entry.names.join(", ")));
  content.append(make("p", "message__state"));
  decorate(item);
  find(".message__more", item)?.remove();
  if (entry.failed !== undefined) refuse(item, entry, outbox);
  else if (outbox.halt) halted(item, entry, outbox);
  else stateOf(item, word("sending"));
  return item;
}

function refuse(item, entry, outbox) {
  item.classList.replace("is-sending", "is-failed");
  find(".message__state", item).replaceChildren(danger(), `${word("failed")} ${entry.failed}`);
  offer(item, entry, outbox, ["retry", "edit", "discard"]);
}

// Not now: it goes when one may write again, or is back.
function halted(item, entry, outbox) {
  item.classList.add("is-waiting");
  stateOf(item, word(outbox.halt));
  offer(item, entry, outbox, ["discard"]);
}

function offer(item, entry, outbox, acts) {
  const buttons = acts.map((act) => {
    const button = action(act);
    button.onclick = () => outbox[act](entry);
    return button;
  });
  find(".message__content", item).append(make("div", "message__actions actions", ...buttons));
}

/** What happens to a message at the moment, in the line below it. */
export function stateOf(item, text) {
  if (!item) return;
  const line = find(".message__state", item) ?? make("p", "message__state");
  line.textContent = text;
  find(".message__body", item).after(line);
}
