// The state of the connection, in words.
import { data, find, make, word } from "./page.js";

const LOOKS = { ok: "ok", connecting: "trouble", trouble: "trouble", behind: "trouble" };
const NOT_AT_ONCE = 1_500;

/** Returns a function that shows a state; short interruptions are not worth a word. */
export function createStatus() {
  const line = find("[data-connection]");
  let timer;

  function show(state, way) {
    line.className = `connection connection--${LOOKS[state] ?? "off"}`;
    line.textContent = word(state === "ok" && way ? "detour" : state);
    if (state === "signed-out") link(word("sign-in"), `${data.login}?next=${encodeURIComponent(location.pathname)}`);
    if (state === "behind") link(word("reload"), location.href);
  }

  function link(text, href) {
    const element = make("a", "", text);
    element.href = href;
    line.append(" ", element);
  }

  return (state, way) => {
    if (state === "trouble") {
      timer ??= setTimeout(show, NOT_AT_ONCE, state);
      return;
    }
    clearTimeout(timer);
    timer = null;
    show(state, way);
  };
}
