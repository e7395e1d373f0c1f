// "@" in the composer: people of the room whose names match, in a list below the text; arrows choose, Enter takes.
import { counted, data, find, make } from "./page.js";

const WAIT = 150;
const MOST = 5;
const STARTED = /(?:^|\s)@([^@\n]{0,40})$/;

export function setUpMentions(form, field, announcer) {
  const list = make("ul", "mentions");
  list.id = "personen";
  list.role = "listbox";
  list.hidden = true;
  list.ariaLabel = find("[data-mention]", form).textContent;
  find(".composer__box", form).append(list);
  field.ariaAutoComplete = "list";
  field.setAttribute("aria-controls", list.id);
  let chosen = -1;
  let timer;
  let asked;
  let begun; // where the button began a name

  form.addEventListener("input", soon, true);
  field.addEventListener("click", soon);
  field.addEventListener("blur", () => setTimeout(() => document.activeElement === field || close(), 200));
  field.addEventListener("keydown", onKey);
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take([...list.children].indexOf(event.target.closest("li")));
  });

  soon();
  return begin;

  function started() {
    return STARTED.exec(field.value.slice(0, field.selectionStart))?.[1];
  }

  function soon() {
    clearTimeout(timer);
    if (started() !== "") begun = undefined;
    if (started() === undefined) close();
    else timer = setTimeout(ask, WAIT);
  }

  async function ask() {
    const text = started();
    asked?.abort();
    asked = new AbortController();
    try {
      const response = await fetch(`${data.people}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      const { people } = await response.json();
      show(people.filter(({ id }) => String(id) !== data.me).slice(0, MOST));
    } catch {
      // Without the list the name can still be written.
    }
  }

  function show(people) {
    list.replaceChildren(...people.map(option));
    list.hidden = !people.length;
    choose(people.length ? 0 : -1);
    if (people.length) announcer.say(counted("people", people.length));
  }

  function option({ id, name, capacity }) {
    const item = make("li", "mentions__person", make("strong", "", name));
    if (capacity) item.append(" ", make("span", "muted", capacity));
    item.id = `person-${id}`;
    item.role = "option";
    item.dataset.name = name;
    return item;
  }

  function choose(index) {
    chosen = index;
    [...list.children].forEach((item, at) => (item.ariaSelected = String(at === index)));
    const item = list.children[index];
    if (item) field.setAttribute("aria-activedescendant", item.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    choose(-1);
  }

  function onKey(event) {
    if (list.hidden || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { length } = list.children;
    if (step) choose((chosen + step + length) % length);
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  }

  // The "@" that the button has written goes again, if nothing else was.
  function leave() {
    const at = field.selectionStart;
    close();
    if (begun !== undefined && at > begun) insert(begun, at, "");
  }

  /** Begin a name where the cursor is. */
  function begin() {
    const { selectionStart: at, value } = field;
    field.focus();
    insert(at, at, at && !/\s/.test(value[at - 1]) ? " @" : "@");
    begun = at;
  }

  function take(index) {
    const { name } = list.children[index]?.dataset ?? {};
    if (!name) return;
    const to = field.selectionStart;
    insert(to - started().length, to, `${name} `);
    close();
  }

  function insert(from, to, text) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
