// A live connection to one numbered log: reconnects by itself, notices gaps, answers commands with promises.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const PING_EVERY = 25_000;
const ANSWER_WITHIN = 12_000;
const SIGNED_OUT = 4401;

export class LiveSocket {
  // handlers: events(list), state("connecting" | "ok" | "trouble" | "signed_out" | "no_access"), grant(abilities)
  constructor(path, since, handlers) {
    this.path = path;
    this.number = since;
    this.handlers = handlers;
    this.waiting = new Map();
    this.attempts = 0;
    this.references = 0;
    addEventListener("online", () => this.open());
    document.addEventListener("visibilitychange", () => document.hidden || this.open());
    this.handlers.state("connecting");
    this.open();
  }

  get ready() {
    return this.joined === true;
  }

  open() {
    if (this.stopped || (this.socket && this.socket.readyState <= WebSocket.OPEN)) return;
    clearTimeout(this.timer);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}${this.path}`);
    this.socket = socket;
    socket.onopen = () => this.join();
    socket.onmessage = (message) => this.receive(JSON.parse(message.data));
    socket.onclose = (event) => this.socket === socket && this.closed(event.code);
  }

  async join() {
    const socket = this.socket;
    const answer = await this.command("join", { since: this.number }).catch(() => null);
    if (this.socket !== socket) return;
    if (!answer) {
      // Refused or not answered: a new connection begins again.
      if (socket.readyState === WebSocket.OPEN) this.drop();
      return;
    }
    this.joined = true;
    this.attempts = 0;
    this.handlers.grant(answer.abilities);
    this.handlers.state("ok");
    clearInterval(this.heart);
    this.heart = setInterval(() => this.beat(), PING_EVERY);
  }

  // A connection that no longer answers is closed, so that a new one replays what was missed.
  beat() {
    this.command("ping").catch((error) => error.code === "no_answer" && this.drop());
  }

  command(type, values = {}) {
    return new Promise((resolve, reject) => {
      if (this.socket?.readyState !== WebSocket.OPEN) {
        reject({ code: "offline" });
        return;
      }
      const ref = String(++this.references);
      const timer = setTimeout(() => this.settle(ref, (entry) => entry.reject({ code: "no_answer" })), ANSWER_WITHIN);
      this.waiting.set(ref, { resolve, reject, timer });
      this.socket.send(JSON.stringify({ type, ref, ...values }));
    });
  }

  settle(ref, how) {
    const entry = this.waiting.get(ref);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.waiting.delete(ref);
    how(entry);
  }

  receive(frame) {
    if (frame.type === "ok") this.settle(frame.ref, (entry) => entry.resolve(frame));
    else if (frame.type === "error") this.settle(frame.ref, (entry) => entry.reject(frame));
    else if (frame.type === "grant") this.handlers.grant(frame.abilities);
    else if (frame.type === "changes") this.take(frame);
  }

  take(frame) {
    if (frame.prev > this.number) {
      this.drop();
      return;
    }
    const fresh = frame.events.filter((event) => event.change === 0 || event.change > this.number);
    this.number = Math.max(this.number, frame.head);
    if (fresh.length) this.handlers.events(fresh);
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.closed(0);
  }

  closed(code) {
    this.joined = false;
    clearInterval(this.heart);
    for (const ref of [...this.waiting.keys()]) this.settle(ref, (entry) => entry.reject({ code: "offline" }));
    if (code >= 4400 && code < 4500) {
      this.stopped = true;
      this.handlers.state(code === SIGNED_OUT ? "signed_out" : "no_access");
      return;
    }
    this.handlers.state("trouble");
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.attempts++);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), wait * (0.5 + Math.random() / 2));
  }
}
