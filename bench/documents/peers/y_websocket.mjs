// @y/websocket-server with its own setupWSConnection. Persistence: one row for each update in SQLite (its LevelDB does
// the same), drawn together when the last one leaves. No sign-in, no rights.
// Usage: PORT=9000 DB=file.sqlite3 node y_websocket.mjs
import http from "node:http";
import { DatabaseSync } from "node:sqlite";
import { setPersistence, setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";
import * as Y from "yjs";

const db = new DatabaseSync(process.env.DB);
db.exec("pragma journal_mode = wal");
db.exec("create table if not exists updates (id integer primary key, name text, data blob)");
const read = db.prepare("select data from updates where name = ? order by id");
const add = db.prepare("insert into updates (name, data) values (?, ?)");
const remove = db.prepare("delete from updates where name = ?");

setPersistence({
  provider: null,
  async bindState(name, document) {
    for (const row of read.all(name)) Y.applyUpdate(document, new Uint8Array(row.data));
    document.on("update", (update) => add.run(name, Buffer.from(update)));
  },
  async writeState(name, document) {
    db.exec("begin");
    remove.run(name);
    add.run(name, Buffer.from(Y.encodeStateAsUpdate(document)));
    db.exec("commit");
  },
});

const sockets = new WebSocketServer({ noServer: true });
const server = http.createServer((_request, response) => response.end("ok"));
sockets.on("connection", setupWSConnection);
server.on("upgrade", (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (client) => sockets.emit("connection", client, request)),
);
server.listen(Number(process.env.PORT), "127.0.0.1");
