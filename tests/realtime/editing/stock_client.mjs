// A stock y-websocket client, given nothing but our subprotocol. Types one word, waits for another, prints the text.
// Node has no WebSocket that sends cookies, so a small one stands in for the browser's.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const [address, room, cookie, origin, says, waitsFor] = process.argv.slice(2);

class BrowserSocket {
  OPEN = 1;
  readyState = 0;

  constructor(url, protocols) {
    const { hostname, port, pathname, host } = new URL(url);
    this.received = Buffer.alloc(0);
    this.socket = connect(Number(port), hostname, () =>
      this.socket.write(
        `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n` +
          `Sec-WebSocket-Protocol: ${protocols.join(", ")}\r\nOrigin: ${origin}\r\nCookie: ${cookie}\r\n\r\n`,
      ),
    );
    this.socket.on("data", (data) => this.take(data));
    this.socket.on("error", (error) => this.onerror?.(error));
    this.socket.on("close", () => this.onclose?.({ code: this.code ?? 1006, reason: "" }));
  }

  take(data) {
    this.received = Buffer.concat([this.received, data]);
    if (this.readyState === 0) {
      const end = this.received.indexOf("\r\n\r\n");
      if (end < 0) return;
      if (!this.received.toString("latin1", 0, end).includes(" 101 ")) return this.socket.destroy();
      this.received = this.received.subarray(end + 4);
      this.readyState = 1;
      this.onopen?.();
    }
    for (let frame = this.next(); frame; frame = this.next()) this.handle(...frame);
  }

  next() {
    const data = this.received;
    if (data.length < 2) return null;
    const short = data[1] & 127;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (data.length < start) return null;
    const length = short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
    if (data.length < start + length) return null;
    this.received = data.subarray(start + length);
    return [data[0] & 15, data.subarray(start, start + length)];
  }

  handle(kind, payload) {
    if (kind === 2) this.onmessage?.({ data: new Uint8Array(payload).buffer });
    if (kind === 8) this.code = payload.readUInt16BE(0);
    if (kind === 9) this.write(10, payload);
  }

  write(kind, payload) {
    const head = Buffer.alloc(payload.length < 126 ? 6 : 8);
    head[0] = 128 | kind;
    head[1] = 128 | (payload.length < 126 ? payload.length : 126);
    if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
    this.socket.write(Buffer.concat([head, payload])); // a mask of zeros leaves the payload as it is
  }

  send(data) {
    this.write(2, Buffer.from(data));
  }

  close() {
    this.readyState = 3;
    this.socket.end();
  }
}

const doc = new Y.Doc();
const provider = new WebsocketProvider(address, `${room}/`, doc, {
  WebSocketPolyfill: BrowserSocket,
  protocols: ["cluster-dialog.y.2"],
  disableBc: true,
});
provider.awareness.setLocalStateField("user", { name: "stock" });
const content = doc.getXmlFragment("content");

provider.once("sync", () => {
  const text = content.get(0).get(0);
  text.insert(text.length, says);
});
const timer = setInterval(() => {
  const text = content.toString();
  if (!text.includes(waitsFor) || !text.includes(says)) return;
  clearInterval(timer);
  // What was sent last must be on its way before the end.
  setTimeout(() => {
    console.log(JSON.stringify({ text, others: [...provider.awareness.getStates().values()].map((state) => state.user?.name) }));
    process.exit(0);
  }, 300);
}, 20);
setTimeout(() => process.exit(1), 30_000);
