// A live connection to the numbered log of a room, over the best way that works: socket, stream or polling.
// Comes back by itself, notices gaps and sleep, answers commands with promises.
import { openSocket } from "./transport_socket.js";
import { openDetour } from "./transport_detour.js";

const WAYS = [openSocket, openDetour(0), openDetour(1)]; // socket, stream, polling
const REMEMBERED = "chat-way"; // in this tab
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const CALM_AFTER = 10_000;
const PING_EVERY = 25_000;
const ANSWER_WITHIN = 12_000;
const WAKE_WITHIN = 4_000;
const TRY_BETTER_EVERY = 240_000;
const TICK = 5_000;
const ENDS = { 4401: "signed-out", 4403: "no-access", 4404: "no-access" };

export class Connection {
  // on: events(list), frame(frame), grant(frame), state(name, way)
  constructor(room, since, on) {
    this.room = room;
    this.number = since;
    this.on = on;
    this.waiting = new Map();
    this.references = this.attempts = this.failures = this.trials = this.readyAt = 0;
    this.worked = [];
    this.way = Number(remembered()) || 0;
    on.state("connecting");
    this.open();
    this.watchSleep();
    setInterval(() => this.ready && this.ping(ANSWER_WITHIN), PING_EVERY);
    setInterval(() => this.ready && this.way && this.attempt(this.trials++ % this.way), TRY_BETTER_EVERY);
  }

  open() {
    clearTimeout(this.timer);
    if (!this.stopped && !this.link) this.link = this.attempt(this.way);
  }

  attempt(way) {
    const link = WAYS[way](this.room, () => this.number, {
      frame: (frame) => this.receive(frame),
      ready: (frame) => this.opened(link, way, frame),
      end: (code, silent) => this.ended(link, code, silent),
    });
    return link;
  }

  // Also a better way that was tried beside the present one ends here and takes its place.
  opened(link, way, frame) {
    if (this.stopped) return link.close();
    if (link !== this.link) this.link?.close();
    if (link !== this.link && this.ready) this.settleAll("no_answer");
    this.link = link;
    this.way = way;
    this.ready = this.worked[way] = true;
    this.failures = 0;
    this.readyAt = Date.now();
    remembered(way);
    this.granted(frame);
    this.on.state("ok", way);
    // Sockets have worked here: it was the server that was away.
    if (way && this.worked[0]) setTimeout(() => link === this.link && this.attempt(0), TICK);
  }

  ended(link, code, silent) {
    if (this.stopped || link !== this.link) return;
    if (code >= 4400 && code < 4500) return this.stop(ENDS[code] ?? "behind");
    this.leave();
    this.on.state("trouble");
    if (Date.now() - this.readyAt > CALM_AFTER && this.readyAt) this.attempts = this.readyAt = 0;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.attempts++) * (0.5 + Math.random() / 2);
    const elsewhere = this.chooseWay(silent);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), elsewhere ? 0 : wait);
  }

  // Silence speaks against the way, several failures too; where the next way fails as well, it is the network.
  chooseWay(silent) {
    const enough = ++this.failures >= (this.worked[this.way] ? 4 : 2);
    if (!silent && !enough) return false;
    const down = silent || !this.way;
    this.way = down ? Math.min(this.way + 1, WAYS.length - 1) : 0;
    this.failures = 0;
    return down;
  }

  // For good: what is said now stays said.
  stop(state) {
    this.stopped = true;
    this.leave();
    this.on.state(state);
  }

  leave() {
    const { link } = this;
    this.link = null;
    this.ready = false;
    link?.close();
    this.settleAll("offline");
  }

  // A connection that no longer answers is closed, so that a new one replays what was missed.
  drop() {
    const { link } = this;
    link?.close();
    if (link) this.ended(link, 0);
  }

  ping(within) {
    const { link } = this;
    this.command("ping", {}, within).catch(({ code }) => code === "no_answer" && link === this.link && this.drop());
  }

  wake() {
    if (this.ready) return this.ping(WAKE_WITHIN);
    this.attempts = 0;
    if (!this.link && this.worked[0]) this.way = 0;
    this.open();
  }

  watchSleep() {
    const wake = () => document.hidden || this.wake();
    for (const name of ["online", "offline", "pageshow"]) addEventListener(name, wake);
    document.addEventListener("visibilitychange", wake);
    let last = Date.now();
    setInterval(() => {
      const slept = Date.now() - last > 3 * TICK;
      last = Date.now();
      if (slept) this.wake();
    }, TICK);
  }

  /** Resolves with the answer; rejects with {code, message, wait}, "offline" or "no_answer" where none came. */
  command(type, values = {}, within = ANSWER_WITHIN) {
    return new Promise((resolve, reject) => {
      if (!this.ready) return reject({ code: "offline" });
      const ref = String(++this.references);
      const timer = setTimeout(() => this.settle(ref, { type: "error", code: "no_answer" }), within);
      this.waiting.set(ref, { resolve, reject, timer });
      this.link.send({ type, ref, ...values });
    });
  }

  settle(ref, frame) {
    const entry = this.waiting.get(ref);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.waiting.delete(ref);
    if (frame.type === "ok") entry.resolve(frame);
    else entry.reject(frame);
  }

  settleAll(code) {
    for (const ref of [...this.waiting.keys()]) this.settle(ref, { type: "error", code });
  }

  receive(frame) {
    if (frame.type === "changes") this.take(frame);
    else if (frame.type === "behind" || frame.code === "number_ahead") this.stop("behind");
    else if (frame.type === "grant" || frame.ref === "join") this.granted(frame);
    else if (frame.type === "ok" || frame.type === "error") this.settle(frame.ref, frame);
    else this.on.frame(frame);
  }

  // Polling is granted the same with each answer.
  granted({ abilities, notice }) {
    const text = JSON.stringify([abilities, notice]);
    if (!abilities || text === this.grant) return;
    this.grant = text;
    this.on.grant({ abilities, notice });
  }

  take(frame) {
    if (frame.prev > this.number) return this.drop();
    const fresh = frame.events.filter((event) => event.change === 0 || event.change > this.number);
    this.number = Math.max(this.number, frame.head);
    if (fresh.length) this.on.events(fresh);
  }
}

function remembered(way) {
  try {
    if (way !== undefined) sessionStorage.setItem(REMEMBERED, way);
    return sessionStorage.getItem(REMEMBERED);
  } catch {
    return null; // no storage: the ways are tried again on the next page
  }
}
