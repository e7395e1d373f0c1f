// The chat page: one live connection, and what it feeds. Each part stands in chat/.
import { createAnnouncer } from "./chat/announcer.js";
import { createComposer } from "./chat/composer.js";
import { Connection } from "./chat/connection.js";
import { Feed } from "./chat/feed.js";
import { createHistory } from "./chat/history.js";
import { Outbox } from "./chat/outbox.js";
import { data, find, later, root } from "./chat/page.js";
import { createTyping, showPresence } from "./chat/people.js";
import { createReading } from "./chat/reading.js";
import { createRoving } from "./chat/roving.js";
import { createStatus } from "./chat/status.js";

function start() {
  const announcer = createAnnouncer();
  const feed = new Feed();
  const history = createHistory(feed);
  const typing = createTyping();
  const showState = createStatus();
  let actions;

  const connection = new Connection(data.chat, Number(data.head), {
    state(name, way) {
      showState(name, way);
      if (name !== "ok") return;
      outbox.adopt();
      outbox.flush();
      reading.look();
    },
    events: take,
    frame(frame) {
      if (frame.type === "presence") showPresence(frame);
      else if (frame.type === "typing") typing.frame(frame);
      else if (frame.type === "read") reading.elsewhere(frame.position);
    },
    grant(frame) {
      composer.allow(frame);
      actions?.renew();
    },
  });
  const outbox = new Outbox(feed, connection, announcer);
  const composer = createComposer({ connection, announcer, feed, send, tools });
  const reading = createReading(feed, history, connection);
  const roving = createRoving(feed, {
    enter: async (item) => (await tools())?.prepare(item),
    escape: (item) => actions?.escape(item),
  });
  loadTools();
  if (history.isLive && !location.hash) openAtNewest();
  reading.look();

  // A chat opens where reading goes on: at the line above the new messages, else at the end.
  function openAtNewest() {
    const line = find(".new-line");
    if (line) line.scrollIntoView({ block: "center" });
    else history.toEnd();
  }

  async function tools() {
    const brought = await later("tools");
    if (!brought) return null;
    if (!actions) {
      actions = brought.createActions(feed, connection, composer, announcer);
      composer.equip(brought);
    }
    return actions;
  }

  function loadTools() {
    for (const name of ["pointerover", "focusin", "dragenter"]) root.addEventListener(name, tools, { once: true });
    if (matchMedia("(hover: none)").matches) tools();
    // A click that came before them is not lost.
    root.addEventListener("click", async ({ target }) => {
      const control = !actions && target.closest("[data-act], [data-attach]");
      if (control && (await tools())) control.click();
    });
  }

  function take(events) {
    for (const event of events) if (event.kind === "room") composer.rules(event);
    const messages = events.filter((event) => event.kind === "message");
    for (const { client } of messages) outbox.stored(client);
    for (const item of history.apply(messages)) {
      typing.done(item.dataset.author);
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
