// A stock y-websocket client, given nothing but our subprotocol. Types numbered tokens until it reads "stop", prints
// what it has when it reads "text", ends with its input.
// Usage: node stock.mjs ADDRESS ROOM COOKIE ORIGIN SUBPROTOCOL AUTHOR
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const [address, room, cookie, origin, subprotocol, author] = process.argv.slice(2);

// Node's own WebSocket sends no cookies.
class Socket extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols, { origin, headers: { Cookie: cookie } });
  }
}

const doc = new Y.Doc();
const provider = new WebsocketProvider(address, `${room}/`, doc, {
  WebSocketPolyfill: Socket,
  protocols: [subprotocol],
  disableBc: true,
});
const content = doc.getXmlFragment("content");
let typed = 0;
let ownText = null;

// Behind one's own last token, or in a paragraph of one's own at the end.
function type() {
  const token = `~${author}.${typed++}~`;
  doc.transact(() => {
    if (!ownText) {
      const paragraph = new Y.XmlElement("paragraph");
      ownText = new Y.XmlText();
      paragraph.insert(0, [ownText]);
      content.insert(content.length, [paragraph]);
    }
    ownText.insert(ownText.length, token);
  });
}

let timer = null;
provider.once("sync", () => {
  timer = setInterval(type, 300);
});

const input = createInterface({ input: process.stdin });
input.on("line", (line) => {
  if (line === "stop") clearInterval(timer);
  if (line === "text") console.log(JSON.stringify({ text: content.toString(), typed }));
});
input.on("close", () => process.exit(0));
