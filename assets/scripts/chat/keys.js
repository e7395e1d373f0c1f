// Moving through the messages by keyboard: arrows go from message to message, Enter or F2 into what can be done with
// it, Escape back.
import { all, find } from "./page.js";
import { seal } from "./decorate.js";

const PAGE = 10;

export function setUpKeys({ list }, { prepare, escape }) {
  function move(item, key) {
    const items = all(".message", list);
    const at = items.indexOf(item);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - PAGE, PageDown: at + PAGE, Home: 0, End: items.length }[key];
    items[Math.max(0, Math.min(items.length - 1, to))].focus();
  }

  function into(item) {
    prepare(item);
    seal(item, 0);
    (find(".message__actions :is(a, button)", item) ?? find("a, button", item))?.focus();
  }

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
}
