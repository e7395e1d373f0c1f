// Hocuspocus with SQLite behind it, one row for each document, as its own SQLite extension keeps it.
// No sign-in, no rights. Usage: PORT=9000 DB=file.sqlite3 node hocuspocus.mjs
import { DatabaseSync } from "node:sqlite";
import { Server } from "@hocuspocus/server";
import * as Y from "yjs";

const db = new DatabaseSync(process.env.DB);
db.exec("pragma journal_mode = wal");
db.exec("create table if not exists documents (name varchar(255) primary key, data blob)");
const load = db.prepare("select data from documents where name = ?");
const store = db.prepare("insert or replace into documents values (?, ?)");

const server = new Server({
  address: "127.0.0.1",
  port: Number(process.env.PORT),
  quiet: true,
  async onLoadDocument({ documentName, document }) {
    const row = load.get(documentName);
    if (row) Y.applyUpdate(document, new Uint8Array(row.data));
  },
  async onStoreDocument({ documentName, document }) {
    store.run(documentName, Buffer.from(Y.encodeStateAsUpdate(document)));
  },
});
await server.listen();
