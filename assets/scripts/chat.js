// The chat page: one live connection, and what it feeds. Each part stands in chat/.
import { createAnnouncer } from "./chat/announcer.js";
import { createComposer } from "./chat/composer.js";
import { Connection } from "./chat/connection.js";
import { Feed } from "./chat/feed.js";
import { createHistory } from "./chat/history.js";
import { Outbox } from "./chat/outbox.js";
import { data, find, later, root } from "./chat/page.js";
import { createReading } from "./chat/reading.js";
import { createRoving } from "./chat/roving.js";
import { createStatus } from "./chat/status.js";

function start() {
  const announcer = createAnnouncer();
  const feed = new Feed();
  const history = createHistory(feed);
  const showState = createStatus((name, line) => composer.connected(name, line));
  let actions;
  let people;
  let clicked;

  const connection = new Connection(data.chat, Number(data.head), {
    state(name, way) {
      showState(name, way);
      if (name !== "ok") return;
      outbox.adopt();
      outbox.flush();
      reading.look();
    },
    events: take,
    async frame(frame) {
      if (frame.type === "read") reading.elsewhere(frame.position);
      else if (frame.type === "presence" || frame.type === "typing") (people = await later("people"))?.frame(frame);
    },
    grant(frame) {
      composer.allow(frame);
      actions?.renew();
    },
  });
  const outbox = new Outbox(feed, connection, announcer, async (entry) => (await tools())?.takeBack(entry));
  const composer = createComposer({ connection, announcer, feed, send, tools, halt: (key) => outbox.stop(key) });
  const reading = createReading(feed, history, connection);
  const roving = createRoving(feed);
  loadTools();
  open();
  reading.look();

  // A chat opens where reading goes on: at the line above the new messages, else at the end.
  function open() {
    const { hash } = location;
    const place = new URLSearchParams(location.search).get("um");
    const line = (!hash || hash === "#neu") && (find(".new-line") ?? feed.at(place));
    if (line) line.scrollIntoView({ block: "center" });
    else if (history.isLive && !hash) history.toEnd();
  }

  async function tools() {
    const brought = await later("tools");
    if (!brought) return null;
    if (!actions) {
      actions = brought(feed, connection, composer, announcer);
    }
    return actions;
  }

  function loadTools() {
    for (const name of ["pointerover", "focusin", "dragenter"]) root.addEventListener(name, tools, { once: true });
    if (matchMedia("(hover: none)").matches) tools();
    // A click that came before them is not lost; several are one.
    root.addEventListener("click", async ({ target }) => {
      if (actions || !target.closest(".reaction, [data-attach], .message__more")) return;
      const isFirst = !clicked;
      clicked = target;
      if (!isFirst) return;
      const ready = await tools();
      if (clicked.matches(".message__more")) ready?.prepare(clicked.closest(".message"));
      else if (ready) clicked.click();
      clicked = null;
    });
  }

  function take(events) {
    for (const event of events) {
      if (event.kind !== "room") continue;
      composer.rules(event);
      outbox.wake();
    }
    const messages = events.filter((event) => event.kind === "message");
    for (const { client } of messages) outbox.stored(client);
    for (const item of history.apply(messages)) {
      people?.done(item.dataset.author);
      if (item.dataset.author !== data.me) announcer.message(item);
    }
    roving.ensure(history.atEnd);
    reading.look();
  }

  async function send(message) {
    history.cleared();
    outbox.add(message);
    await history.showEnd();
    roving.ensure(true);
    history.toEnd();
  }
}

if (root) start();
