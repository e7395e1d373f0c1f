// Brings one file to the server in parts. Knows the addresses and the errors, nothing of the page.

const ATTEMPTS = 8; // without any progress, before the person is asked
const LONGEST_PAUSE = 30_000; // milliseconds

/** The server said no, in words for the person. */
export class Refused extends Error {}
export class Cancelled extends Error {}

/**
 * Uploads through the address `begin`. `token` is the form's, `signal` ends everything with Cancelled.
 * Which upload belongs to which file is kept in this browser, so that it goes on after the page was left.
 */
export class Transfer {
  constructor({ begin, token, signal }) {
    this.address = begin;
    this.headers = { Accept: "application/json", "X-CSRFToken": token };
    this.signal = signal;
  }

  /** Send what is missing of a file and return the finished upload. Raises Refused, Cancelled, or the last error. */
  async run(file, { onProgress, onBroken }) {
    let upload = (await this.resume(file)) ?? (await this.begin(file));
    let failures = 0;
    while (!upload.complete) {
      if (this.signal.aborted) throw new Cancelled();
      try {
        upload = await this.sendChunk(file, upload, onProgress);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (error instanceof Refused || error instanceof Cancelled || failures > ATTEMPTS) throw error;
        onBroken(upload.received);
        await pause(Math.min(1000 * 2 ** (failures - 1), LONGEST_PAUSE), this.signal);
        upload = (await this.resume(file).catch(() => null)) ?? upload;
      }
    }
    return upload;
  }

  async begin(file) {
    const body = new FormData();
    body.set("name", file.name);
    body.set("size", file.size);
    const upload = await this.post(this.address, body);
    localStorage.setItem(this.keyOf(file), upload.url);
    return upload;
  }

  /** Ask how far a known upload of this file is; null where there is none (any more). */
  async resume(file) {
    const url = localStorage.getItem(this.keyOf(file));
    if (!url) return null;
    const response = await fetch(url, { headers: this.headers });
    if (response.status === 404) return this.forget(file);
    return answerOf(response);
  }

  sendChunk(file, upload, onProgress) {
    const from = upload.received;
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    this.signal.addEventListener("abort", abort);
    return new Promise((resolve, reject) => {
      request.open("PUT", `${upload.url}?offset=${from}`);
      for (const [name, value] of Object.entries(this.headers)) request.setRequestHeader(name, value);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = (event) => onProgress(from + event.loaded);
      request.onerror = () => reject(new TypeError("network"));
      request.onabort = () => reject(new Cancelled());
      request.onload = () => resolve(new Response(request.responseText || null, { status: request.status }));
      request.send(file.slice(from, from + upload.chunk));
    })
      .then(answerOf)
      .finally(() => this.signal.removeEventListener("abort", abort));
  }

  async post(address, body) {
    return answerOf(await fetch(address, { method: "POST", body, headers: this.headers }));
  }

  /** Give an upload up; the server throws away what has arrived. */
  async giveUp(file) {
    const url = localStorage.getItem(this.keyOf(file));
    this.forget(file);
    if (url) await fetch(url, { method: "DELETE", headers: this.headers }).catch(() => null);
  }

  forget(file) {
    localStorage.removeItem(this.keyOf(file));
    return null;
  }

  keyOf(file) {
    return `upload:${this.address}:${file.name}:${file.size}:${file.lastModified}`;
  }
}

/** Read an answer: its data, a Refused for the person, or an error after which a new attempt makes sense. */
async function answerOf(response) {
  const data = await response.json().catch(() => ({}));
  if (response.ok) return data;
  if (data.message && response.status !== 409) throw Object.assign(new Refused(data.message), { status: response.status });
  throw new Error(`status ${response.status}`);
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    window.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(new Cancelled())), { once: true });
  });
}
