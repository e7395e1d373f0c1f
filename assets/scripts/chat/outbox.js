// Messages on their way: shown at once, kept in this browser until the server has stored them, sent again after a
// lost connection with the same number, so that none is lost or doubled.
import { data, find, pause, word } from "./page.js";
import { itemOf, stateOf } from "./outbox_item.js";

const LONGEST_PAUSE = 10_000;
const TEMPORARY = new Set(["no_answer", "too_fast", "slow_mode", "unavailable"]);
const me = crypto.getRandomValues(new Uint32Array(2)).join("-"); // this window among others

export class Outbox {
  // `takeBack` puts a message that was refused into the composer again.
  constructor(feed, connection, announcer, takeBack) {
    Object.assign(this, { feed, connection, announcer, takeBack, waiting: [] });
    this.key = `chat-outbox-${data.me}-${data.chat}`;
    // As long as this window lives it holds its lock; what it keeps is nobody else's to send.
    navigator.locks?.request(`chat-window-${me}`, () => new Promise(() => {}));
    this.adopt();
  }

  load() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || [];
    } catch {
      return [];
    }
  }

  // What another window of this room keeps stays.
  keep(change) {
    try {
      localStorage.setItem(this.key, JSON.stringify(change(this.load())));
    } catch {
      // Storage is full or forbidden: the message is still sent from memory.
    }
  }

  /** Take over what windows left behind that are gone; without locks each window sends it, with the same number. */
  async adopt() {
    const { locks } = navigator;
    if (!locks) return this.takeOver(() => true);
    await locks.request(this.key, async () => {
      const held = new Set((await locks.query()).held.map((lock) => lock.name));
      this.takeOver((entry) => !held.has(`chat-window-${entry.window}`));
    });
  }

  takeOver(isOrphan) {
    const known = new Set(this.waiting.map((entry) => entry.client));
    const found = this.load().filter((entry) => !known.has(entry.client) && isOrphan(entry));
    const clients = new Set(found.map((entry) => entry.client));
    if (!found.length) return;
    this.keep((list) => list.map((entry) => (clients.has(entry.client) ? { ...entry, window: me } : entry)));
    for (const entry of found) {
      this.waiting.push(entry);
      if (this.feed.waiting(entry.client)?.dataset.position) this.forget(entry);
      else this.show(entry);
    }
    this.flush();
  }

  /** Put a message on its way: {text, reply_to, files}, and what only shows: quote, names. */
  add(message) {
    const entry = { client: uuid(), window: me, ...message };
    this.waiting.push(entry);
    this.keep((list) => [...list, entry]);
    this.show(entry);
    this.flush();
  }

  // One after the other, so that the order of writing is the order in the room.
  async flush() {
    if (this.busy) return;
    this.busy = true;
    for (let tries = 1; this.connection.ready && !this.halt; ) {
      const entry = this.waiting.find(({ failed }) => failed === undefined);
      if (!entry) break;
      const { client, text, reply_to, files } = entry;
      try {
        await this.connection.command("post", { client, text, reply_to, files });
        this.stored(client);
        tries = 1;
      } catch (error) {
        if (TEMPORARY.has(error.code)) await this.hold(entry, error.wait ?? 0, tries++);
        else if (error.code !== "offline") this.fail(entry, error.message ?? "");
      }
    }
    this.busy = false;
  }

  // The seconds are counted down; changed rules end the waiting.
  async hold(entry, seconds, tries) {
    const until = Date.now() + Math.max(seconds * 1000, Math.min(LONGEST_PAUSE, 1000 * tries));
    this.isAwake = false;
    for (let left; (left = until - Date.now()) > 0 && !this.isAwake && this.waiting.includes(entry); ) {
      if (seconds) stateOf(this.item(entry), word("waits", { n: Math.ceil(left / 1000) }));
      await pause(Math.min(1000, left));
    }
    if (!this.halt) stateOf(this.item(entry), word("sending"));
  }

  wake() {
    this.isAwake = true;
  }

  /** Nothing goes out for the reason behind this key; with none it goes on. "no-access" is for good. */
  stop(halt) {
    if (halt === this.halt) return;
    this.halt = halt;
    this.wake();
    for (const entry of this.waiting) {
      if (entry.failed !== undefined) continue;
      if (halt === "no-access") this.fail(entry, word(halt));
      else this.draw(entry);
    }
    this.flush();
  }

  /** The answer, or an event of the log, says that a message is stored. */
  stored(client) {
    const entry = this.waiting.find((one) => one.client === client);
    if (!entry) return;
    this.forget(entry);
    const item = this.item(entry);
    item?.classList.remove("is-sending", "is-failed");
    stateOf(item, "");
    this.announcer.say(word("sent"));
  }

  forget(entry) {
    this.waiting = this.waiting.filter((one) => one !== entry);
    this.keep((list) => list.filter((one) => one.client !== entry.client));
  }

  item(entry) {
    return this.feed.waiting(entry.client);
  }

  show(entry) {
    this.feed.list.append(itemOf(entry, this));
  }

  // Refused for good: the words say why, and the person decides. That stays so after a reload.
  fail(entry, reason) {
    entry.failed = reason;
    this.keep((list) => list.map((one) => (one.client === entry.client ? entry : one)));
    this.draw(entry);
    this.announcer.say(`${word("failed")} ${reason}`);
  }

  draw(entry) {
    const item = itemOf(entry, this);
    this.item(entry)?.replaceWith(item);
    return item;
  }

  retry(entry) {
    delete entry.failed;
    this.keep((list) => list.map((one) => (one.client === entry.client ? entry : one)));
    this.draw(entry).focus({ preventScroll: true });
    this.flush();
  }

  async edit(entry) {
    if (await this.takeBack(entry)) this.discard(entry);
  }

  discard(entry) {
    this.item(entry)?.remove();
    this.forget(entry);
    find("textarea").focus();
  }
}

// randomUUID exists on secure origins only; a demo on another machine's address has none.
function uuid() {
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ ((crypto.getRandomValues(new Uint8Array(1))[0] & 15) >> (digit / 4))).toString(16),
  );
}
