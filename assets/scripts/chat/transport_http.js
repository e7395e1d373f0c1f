// The two ways where sockets are blocked: a stream of server-sent events, and polling. Commands go by POST.
import { data, pause, token } from "./page.js";

const FIRST_BYTES_WITHIN = 4_000;
const SIGN_OF_LIFE_WITHIN = 40_000;
const BETWEEN_POLLS = 300;

/** What both share: an end that comes once, a watch over silence, and commands. */
function way(room, on) {
  const stop = new AbortController();
  const { signal } = stop;
  let timer;
  const self = {
    get: (what, since) => fetch(`/live/chat/${room}/${what}/?me=${data.me}&since=${since}`, { signal, cache: "no-store" }),
    watch(milliseconds, silent) {
      clearTimeout(timer);
      timer = setTimeout(() => self.end(0, silent), milliseconds);
    },
    close() {
      clearTimeout(timer);
      stop.abort();
    },
    end(code, silent) {
      if (signal.aborted) return;
      self.close();
      on.end(code, silent);
    },
    // A frame that closes, or an answer that makes no sense, ends this way.
    take(frame) {
      if (signal.aborted) return;
      if (frame.type === "close") self.end(frame.code);
      else on.frame(frame);
    },
    async send(frame) {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
      const body = JSON.stringify(frame);
      try {
        const response = await fetch(`/live/chat/${room}/befehl/?me=${data.me}`, { method: "POST", body, headers, keepalive: frame.type === "read" });
        self.take(await response.json());
        return true;
      } catch {
        self.take({ type: "error", ref: frame.ref, code: "no_answer" });
        return false;
      }
    },
  };
  return self;
}

export function openStream(room, since, on) {
  const self = way(room, on);
  self.watch(FIRST_BYTES_WITHIN, true);
  read().catch(() => self.end(0));
  return self;

  async function read() {
    const response = await self.get("strom", since());
    if (!response.ok) return refused(response, self);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      self.watch(SIGN_OF_LIFE_WITHIN);
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) if (line.startsWith("data:")) take(JSON.parse(line.slice(5)));
    }
    self.end(0);
  }

  function take(frame) {
    if (frame.type === "hello") on.ready(frame);
    else self.take(frame);
  }
}

export function openPolling(room, since, on) {
  const self = way(room, on);
  self.watch(SIGN_OF_LIFE_WITHIN);
  poll().catch(() => self.end(0));
  return self;

  async function poll() {
    // The first answer may take long; that commands arrive is known at once.
    if (!(await self.send({ type: "ping", ref: "poll" }))) return self.end(0);
    on.ready({});
    for (;;) {
      const response = await self.get("neu", since());
      if (!response.ok) return refused(response, self);
      self.watch(SIGN_OF_LIFE_WITHIN);
      (await response.json()).frames.forEach(self.take);
      await pause(BETWEEN_POLLS);
    }
  }
}

async function refused(response, self) {
  const frame = await response.json().catch(() => ({}));
  self.end(frame.code ?? 0);
}
