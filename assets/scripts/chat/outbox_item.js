// How a message looks that is on its way or was refused.
import { action, data, find, make, word } from "./page.js";
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
  if (entry.failed === undefined) stateOf(item, word("sending"));
  else refuse(item, entry, outbox);
  return item;
}

function refuse(item, entry, outbox) {
  item.classList.replace("is-sending", "is-failed");
  const icon = make("span", "kern-icon kern-icon--danger");
  icon.ariaHidden = "true";
  find(".message__state", item).replaceChildren(icon, `${word("failed")} ${entry.failed}`);
  const [again, away] = [action("retry"), action("discard")];
  again.onclick = () => outbox.retry(entry);
  away.onclick = () => outbox.discard(entry);
  find(".message__content", item).append(make("div", "message__actions actions", again, away));
}

/** What happens to a message at the moment, in the line below it. */
export function stateOf(item, text) {
  if (!item) return;
  const line = find(".message__state", item) ?? make("p", "message__state");
  line.textContent = text;
  find(".message__body", item).after(line);
}
