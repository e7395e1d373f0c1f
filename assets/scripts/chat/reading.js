// How far this person has read: told to the server only while the newest messages are in view, and not while new ones
// lie above the messages that the page shows, until they have been there or want to go on at the end.
import { data, find } from "./page.js";

const AT_MOST_EVERY = 5_000;

export function createReading(feed, history, connection) {
  let seen = 0;
  let told = 0;
  let lastTime = 0;
  let timer;
  let isFree = !data.firstUnread;

  const newest = () => Number(feed.last?.dataset.position ?? 0);

  function look() {
    if (document.hidden) return;
    isFree ||= Number(feed.first?.dataset.position) <= data.firstUnread;
    if (!isFree || !history.atEnd) return;
    seen = Math.max(seen, newest());
    if (seen > told) timer ??= setTimeout(tell, Math.max(500, lastTime + AT_MOST_EVERY - Date.now()));
  }

  function tell() {
    clearTimeout(timer);
    timer = null;
    if (seen <= told || !connection.ready) return;
    const position = seen;
    told = position;
    lastTime = Date.now();
    connection.command("read", { position }).catch(() => (told = 0));
  }

  find("[data-to-end]").addEventListener("click", () => (isFree = true));
  addEventListener("scroll", look, { passive: true });
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => (document.hidden ? tell() : look()));
  return {
    look,
    /** Another window of the same person has read up to here. */
    elsewhere(position) {
      told = Math.max(told, position);
      if (position >= newest()) history.cleared();
    },
  };
}
