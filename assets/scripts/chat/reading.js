// How far this person has read: told to the server only while the newest messages are in view.
const AT_MOST_EVERY = 5_000;

export function createReading(feed, history, connection) {
  let seen = 0;
  let told = 0;
  let lastTime = 0;
  let timer;

  function look() {
    if (document.hidden || !history.atEnd) return;
    seen = Math.max(seen, Number(feed.last?.dataset.position ?? 0));
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

  addEventListener("scroll", look, { passive: true });
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => (document.hidden ? tell() : look()));
  return {
    look,
    /** Another window of the same person has read up to here. */
    elsewhere(position) {
      told = Math.max(told, position);
      if (position >= Number(feed.last?.dataset.position ?? 0)) history.cleared();
    },
  };
}
