// What somebody types beside the text stays in this browser until it is sent or given up, as the drafts of posts do
// and under the same kind of key: the page of comments finds it too.
import { keyOf, read, say } from "../scripts/parts/drafts.js";

const LONGEST = 100_000;
const QUOTED = ["exact", "prefix", "suffix"];

const fieldOf = (form) => form.querySelector("textarea");

export function keepCommentDrafts(panel) {
  const known = new WeakSet();
  panel.box.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-draft-key]");
    if (form && target === fieldOf(form)) keep(form);
  });
  // A form that was sent, or given up, is emptied.
  panel.box.addEventListener("reset", ({ target }) => target.dataset.draftKey && drop(target));
  panel.addEventListener("shown", () => {
    for (const form of panel.box.querySelectorAll("form[data-draft-key]")) {
      if (known.has(form)) continue;
      known.add(form);
      bringBack(panel, form);
    }
  });
}

function keep(form) {
  const { value, defaultValue } = fieldOf(form);
  if (!value.trim() || value === defaultValue) return drop(form);
  const quote = Object.fromEntries(QUOTED.map((name) => [name, form.elements[name]?.value]));
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ text: value.slice(0, LONGEST), quote, at: Date.now() }));
    say(form, Date.now());
  } catch {
    // Without a store the text lives as long as the page.
  }
}

function drop(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch {
    // There is none.
  }
  const place = form.querySelector("[data-draft-state]");
  if (place) place.textContent = "";
}

function bringBack(panel, form) {
  const field = fieldOf(form);
  const draft = read(keyOf(form));
  if (!draft || field.value !== field.defaultValue || draft.text === field.value) return;
  field.value = draft.text;
  say(form, draft.at);
  if (form !== panel.newForm) form.closest("details").open = true;
  else if (form.hidden && draft.quote?.exact) panel.ask(draft.quote, { focuses: false });
}
