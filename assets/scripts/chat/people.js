// Who is in the room at the moment, and who is writing.
import { data, find, make, word } from "./page.js";

const TYPING_FOR = 6_000;

function showPresence({ count, people }) {
  const section = find("[data-presence]");
  if (!section) return;
  const total = data.members;
  find("[data-count]", section).textContent = total ? word("of", { n: count, total }) : count;
  find("ul", section).replaceChildren(...people.map(person));
}

function person({ id, name, initials, colour, organisation }) {
  const look = `initials initials--small initials--${colour}${organisation ? " initials--organisation" : ""}`;
  const mark = make("span", look, initials);
  mark.ariaHidden = "true";
  const words = make("span", "person__name", name);
  if (String(id) === data.me) words.append(" ", make("span", "muted", `(${word("you")})`));
  return make("li", "person", mark, words);
}

/** Takes frames of both kinds; each person who writes is shown for six seconds. */
export function createPeople() {
  const line = find("[data-typing]");
  const writing = new Map();

  function show() {
    const names = [...writing.values()].map(({ name }) => name);
    const key = names.length > 2 ? "type-many" : names.length === 2 ? "type-two" : "type-one";
    line.textContent = names.length ? word(key, { a: names[0], b: names[1], n: names.length }) : "";
  }

  function forget(id) {
    clearTimeout(writing.get(id)?.timer);
    writing.delete(id);
  }

  return {
    frame(frame) {
      if (frame.type === "presence") return showPresence(frame);
      for (const { id, name } of frame.people) {
        forget(id);
        if (String(id) === data.me) continue;
        writing.set(id, { name, timer: setTimeout(() => (forget(id), show()), TYPING_FOR) });
      }
      show();
    },
    /** Who has sent something is no longer writing it. */
    done(author) {
      forget(Number(author));
      show();
    },
  };
}
