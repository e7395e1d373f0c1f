// The chat page: its root with all data and words, and the few helpers that make elements.
export const root = document.querySelector("[data-chat]");
export const data = root?.dataset ?? {};
export const language = document.documentElement.lang || "de";
/** What this person may do here now; follows every grant. */
export const may = new Set((data.abilities ?? "").split(" "));

export const find = (selector, within = root) => within.querySelector(selector);
export const all = (selector, within = root) => [...within.querySelectorAll(selector)];
export const token = () => find("[name=csrfmiddlewaretoken]", document)?.value ?? "";
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The words of the page for a key; "{n}" stands for a value. */
export function word(key, values = {}) {
  const words = root.getAttribute(`data-word-${key}`) ?? "";
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const counted = (key, n) => word(`${key}-${n === 1 ? "one" : "many"}`, { n });

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/** A button in words, or with an address a link; what it does hangs on `act`. */
export function action(act, href) {
  const element = make(href ? "a" : "button", "text-action", word(act));
  if (href) element.href = href;
  else element.type = "button";
  element.dataset.act = act;
  return element;
}
