// The state of the connection, in words: at the head of the room, and above the composer where it matters.
import { data, find, make, word } from "./page.js";

const LOOKS = { ok: "ok", connecting: "trouble", trouble: "trouble", behind: "trouble" };
const NOT_AT_ONCE = 1_500;

/** Returns a function that shows a state; short interruptions are not worth a word. `tell` gets it with its words. */
export function createStatus(tell) {
  const line = find("[data-connection]");
  let timer;
  let late;
  let latest;
  let shown;

  function show(state, way) {
    const text = word(state === "ok" && way ? "detour" : state);
    if (text === shown) return;
    shown = text;
    line.hidden = false;
    line.className = `connection connection--${LOOKS[state] ?? "off"}`;
    line.replaceChildren(text);
    if (state === "signed-out") link(word("sign-in"), `${data.login}?next=${encodeURIComponent(location.pathname)}`);
    if (state === "behind") link(word("reload"), location.href);
    tell(state, line);
  }

  function link(text, href) {
    const element = make("a", "", text);
    element.href = href;
    line.append(" ", element);
  }

  return (state, way) => {
    latest = state;
    if (/^(connecting|trouble)$/.test(state)) {
      if (late) return show(state);
      timer ??= setTimeout(() => {
        late = true;
        show(latest);
      }, NOT_AT_ONCE);
      return;
    }
    clearTimeout(timer);
    timer = late = null;
    show(state, way);
  };
}
