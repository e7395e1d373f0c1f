// One polite voice for screen readers: new messages of others once each, bundled where many come, and short notes.
import { counted, find } from "./page.js";

const COLLECT = 700;
const READ_OUT = 2; // messages at once, more are counted
const CLEAR_AFTER = 8_000;

export function createAnnouncer() {
  const place = find("[data-announce]");
  let heard = [];
  let collecting;
  let clearing;

  function say(text) {
    place.textContent = "";
    clearTimeout(clearing);
    // A moment without text, so that the same words are read again.
    setTimeout(() => (place.textContent = text), 50);
    clearing = setTimeout(() => (place.textContent = ""), CLEAR_AFTER);
  }

  function tell() {
    collecting = null;
    say(heard.length > READ_OUT ? counted("new", heard.length) : heard.join(" "));
    heard = [];
  }

  return {
    say,
    message(item) {
      const author = find(".message__author", item)?.textContent;
      const text = find(".message__body", item).textContent.trim().replace(/\s+/g, " ");
      heard.push(author ? `${author}: ${text}` : text);
      collecting ??= setTimeout(tell, COLLECT);
    },
  };
}
