// Brings one file to the server in parts. Knows the addresses and the errors, nothing of the page.
import { fingerprintOf } from "./fingerprint.js";

const ATTEMPTS = 8; // without any progress, before the person is asked
const LONGEST_PAUSE = 30_000; // milliseconds

/** The server said no, in words for the person. */
export class Refused extends Error {}
export class Cancelled extends Error {}

/**
 * Uploads through the address `begin`. `token` is the form's, `signal` ends everything with Cancelled.
 * The server knows a file again by its name, size and fingerprint: chosen anew after a reload or another sign-in, it
 * goes on where it stood. `again`: also one that has arrived and was not used, which is then not sent a second time.
 */
export class Transfer {
  constructor({ begin, token, signal, again = false }) {
    this.address = begin;
    this.again = again;
    this.headers = { Accept: "application/json", "X-CSRFToken": token };
    this.signal = signal;
    this.known = new Map();
  }

  /** Send what is missing of a file and return the finished upload. Raises Refused, Cancelled, or the last error. */
  async run(file, { onProgress, onBroken, onResumed = () => {} }) {
    const fingerprint = await fingerprintOf(file);
    let upload = null;
    let failures = 0;
    while (!upload?.complete) {
      if (this.signal.aborted) throw new Cancelled();
      try {
        if (!upload) {
          upload = await this.begin(file, fingerprint);
          if (upload.received) onResumed(upload.received);
        } else {
          upload = await this.sendChunk(file, upload, onProgress);
        }
        failures = 0;
      } catch (error) {
        failures += 1;
        if (error instanceof Refused || error instanceof Cancelled || failures > ATTEMPTS) throw error;
        onBroken(upload?.received ?? 0);
        await pause(Math.min(1000 * 2 ** (failures - 1), LONGEST_PAUSE), this.signal);
        if (upload) upload = await this.standing(upload).catch(() => upload);
      }
    }
    return upload;
  }

  /** Announce a file, or find the upload of it that is under way. */
  async begin(file, fingerprint) {
    const body = new FormData();
    body.set("name", file.name);
    body.set("size", file.size);
    body.set("fingerprint", fingerprint);
    if (this.again) body.set("again", "1");
    const upload = await this.post(this.address, body);
    this.known.set(file, upload.url);
    return upload;
  }

  /** Ask how far an upload is; null where it is no longer there. */
  async standing(upload) {
    const response = await fetch(upload.url, { headers: this.headers });
    return response.status === 404 ? null : answerOf(response);
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

  async get(address) {
    return answerOf(await fetch(address, { headers: this.headers, signal: this.signal }));
  }

  async post(address, body) {
    return answerOf(await fetch(address, { method: "POST", body, headers: this.headers }));
  }

  /** Give an upload up; the server throws away what has arrived. */
  async giveUp(file) {
    const url = this.known.get(file);
    this.forget(file);
    if (url) await fetch(url, { method: "DELETE", headers: this.headers }).catch(() => null);
  }

  forget(file) {
    this.known.delete(file);
  }
}

/** Read an answer: its data, a Refused for the person (with status and data), or an error worth another attempt. */
async function answerOf(response) {
  const data = await response.json().catch(() => ({}));
  if (response.ok) return data;
  // Without words it was the form's token, which a new sign-in has made useless.
  const status = response.status === 403 && !data.message ? 401 : response.status;
  const worthAnother = data.code === "wrong_offset" || data.code === "unavailable";
  if ((data.message && !worthAnother) || status === 401) {
    throw Object.assign(new Refused(data.message ?? ""), { status, data });
  }
  throw new Error(`status ${response.status}`);
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    window.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(new Cancelled())), { once: true });
  });
}
