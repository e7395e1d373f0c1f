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

/** The sign before words of danger. */
export function danger() {
  const icon = make("span", "kern-icon kern-icon--danger");
  icon.ariaHidden = "true";
  return icon;
}

const scripts = new Map();

/** What a script brings that is loaded when it is needed; null when it cannot be loaded now. */
export function later(name) {
  if (!scripts.has(name)) scripts.set(name, load(name).catch(() => (scripts.delete(name), null)));
  return scripts.get(name);
}

function load(name) {
  return new Promise((resolve, reject) => {
    const script = make("script", "");
    root.addEventListener(`chat:${name}`, (event) => resolve(event.detail), { once: true });
    script.onerror = reject;
    script.src = root.getAttribute(`data-script-${name}`);
    document.head.append(script);
  });
}

/** A button in words, or with an address a link; what it does hangs on `act`. */
export function action(act, href) {
  const element = make(href ? "a" : "button", "text-action", word(act));
  if (href) element.href = href;
  else element.type = "button";
  element.dataset.act = act;
  return element;
}
