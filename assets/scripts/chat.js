// The chat page: one live connection, and what it feeds. Each part stands in chat/.
import { createActions } from "./chat/actions.js";
import { createAnnouncer } from "./chat/announcer.js";
import { createComposer } from "./chat/composer.js";
import { Connection } from "./chat/connection.js";
import { Feed } from "./chat/feed.js";
import { createHistory } from "./chat/history.js";
import { Outbox } from "./chat/outbox.js";
import { data, find, root } from "./chat/page.js";
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
  let parts; // what needs the connection, which tells its state at once

  const connection = new Connection(data.chat, Number(data.head), {
    state(name, way) {
      showState(name, way);
      if (name !== "ok") return;
      parts.outbox.adopt();
      parts.outbox.flush();
      parts.reading.look();
    },
    events: take,
    frame(frame) {
      if (frame.type === "presence") showPresence(frame);
      else if (frame.type === "typing") typing.frame(frame);
      else if (frame.type === "read") parts.reading.elsewhere(frame.position);
    },
    grant(frame) {
      parts.composer.allow(frame);
      parts.actions.renew();
    },
  });
  const outbox = new Outbox(feed, connection, announcer);
  const composer = createComposer({ connection, announcer, feed, send });
  const actions = createActions(feed, connection, composer, announcer);
  const roving = createRoving(feed, { beforeEnter: actions.prepare, escape: actions.escape });
  parts = { outbox, composer, actions, reading: createReading(feed, history, connection) };
  if (history.isLive && !location.hash) openAtNewest();
  parts.reading.look();

  // A chat opens where reading goes on: at the line above the new messages, else at the end.
  function openAtNewest() {
    const line = find(".new-line");
    if (line) line.scrollIntoView({ block: "center" });
    else history.toEnd();
  }

  function take(events) {
    for (const event of events) if (event.kind === "room") composer.rules(event);
    const messages = events.filter((event) => event.kind === "message");
    for (const { client } of messages) outbox.stored(client);
    for (const item of history.apply(messages)) {
      typing.done(item.dataset.author);
      if (item.dataset.author !== data.me) announcer.message(item);
    }
    for (const { position } of messages) {
      const item = feed.at(position);
      if (item) actions.refresh(item);
    }
    roving.ensure(history.atEnd);
    parts.reading.look();
  }

  async function send(message) {
    await history.showEnd();
    outbox.add(message);
    roving.ensure(true);
    history.toEnd();
  }
}

if (root) start();
