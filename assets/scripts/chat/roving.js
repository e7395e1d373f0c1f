// The list of messages is one stop of the Tab key; keys.js moves in it.
import { all } from "./page.js";
import { seal } from "./decorate.js";

export function createRoving({ list }) {
  let current;

  function choose(item) {
    if (current && current !== item) current.tabIndex = -1;
    current = item;
    if (item) item.tabIndex = 0;
  }

  /** Exactly one message is a stop: the one that had the focus last, else the newest. */
  function ensure(preferNewest) {
    const again = current && (current.isConnected ? current : document.getElementById(current.id));
    const items = all(".message", list);
    const inside = list.contains(document.activeElement);
    choose(again && (inside || !preferNewest) ? again : items.at(-1));
  }

  list.addEventListener("focusin", (event) => {
    const item = event.target.closest(".message");
    if (!item) return;
    choose(item);
    item.ariaLabel = all(".message__author, .message__head time, .message__body", item)
      .map((part) => part.textContent.trim())
      .join(", ");
  });
  list.addEventListener("focusout", (event) => {
    const item = event.target.closest(".message");
    if (!item || item.contains(event.relatedTarget)) return;
    item.ariaLabel = null;
    seal(item);
  });
  ensure();
  return { ensure };
}
