// Moving through the messages by keyboard: the list is one stop of the Tab key, arrows go from message to message,
// Enter or F2 into what can be done with it, Escape back.
import { all, find } from "./page.js";
import { seal } from "./decorate.js";

const PAGE = 10;

export function createRoving(feed, { enter, escape }) {
  const { list } = feed;
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

  function move(item, key) {
    const items = all(".message", list);
    const at = items.indexOf(item);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - PAGE, PageDown: at + PAGE, Home: 0, End: items.length }[key];
    items[Math.max(0, Math.min(items.length - 1, to))].focus();
  }

  async function into(item) {
    await enter(item);
    if (document.activeElement !== item) return;
    seal(item, 0);
    (find(".message__actions :is(a, button)", item) ?? find("a, button", item))?.focus();
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
  list.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const item = target.closest(".message");
    if (!item || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (target !== item) {
      if (key !== "Escape") return;
      if (!escape(item)) {
        seal(item);
        item.focus();
      }
    } else if (key === "Enter" || key === "F2") {
      into(item);
    } else if (/^(Arrow(Up|Down)|Page(Up|Down)|Home|End)$/.test(key)) move(item, key);
    else return;
    event.preventDefault();
  });
  ensure();
  return { ensure };
}
