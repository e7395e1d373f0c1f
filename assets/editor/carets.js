// Others' carets in the text: a line, and for two seconds after each move the name beside it.
const SHOWN_FOR = 2000;
const COLOURS = new Set(["darkblue", "turquois", "violet", "orange", "green", "lightblue"]);

const movedAt = new Map(); // client -> when its caret moved last

export const selection = () => ({ class: "collaboration-carets__selection" });

export function caret(user, client) {
  const line = document.createElement("span");
  const label = document.createElement("span");
  line.className = "collaboration-carets__caret";
  label.className = "collaboration-carets__label";
  if (COLOURS.has(user.colour)) line.classList.add(`caret--${user.colour}`);
  line.dataset.client = client;
  // The names stand above the text; inside it they would be read out in the middle of a word.
  line.setAttribute("aria-hidden", "true");
  label.textContent = user.name;
  line.append(label);
  if (Date.now() - (movedAt.get(client) ?? 0) > SHOWN_FOR) line.classList.add("is-quiet");
  else requestAnimationFrame(() => keepInside(line));
  return line;
}

// At the right edge the flag goes to the left of the line.
function keepInside(line) {
  const frame = line.closest("[data-page]");
  const label = line.firstElementChild;
  if (!frame || !label) return;
  line.classList.toggle("is-flipped", label.getBoundingClientRect().right > frame.getBoundingClientRect().right);
}

const lines = (client) => document.querySelectorAll(`.collaboration-carets__caret[data-client="${client}"]`);

function show(client) {
  movedAt.set(client, Date.now());
  for (const line of lines(client)) {
    line.classList.remove("is-quiet");
    keepInside(line);
  }
  setTimeout(() => {
    if (Date.now() - movedAt.get(client) < SHOWN_FOR) return;
    for (const line of lines(client)) line.classList.add("is-quiet");
  }, SHOWN_FOR + 50);
}

export function watchCarets(awareness) {
  const places = new Map();
  awareness.on("change", ({ added, updated, removed }) => {
    for (const client of removed) places.delete(client);
    for (const client of [...added, ...updated]) {
      const place = JSON.stringify(awareness.getStates().get(client)?.cursor ?? null);
      if (client !== awareness.clientID && place !== places.get(client)) show(client);
      places.set(client, place);
    }
  });
}
