// What is typed while nothing can be stored, kept in this browser: only then, only the difference to what is stored,
// under the person and the page. Signing out deletes it (assets/scripts/parts/signing_out.js), storing it too.
import { decodeStateVector, encodeStateAsUpdate, encodeStateVector } from "yjs";

const DATABASE = "cluster-dialog-unsaved";
const STORE = "changes";
const WAIT = 700; // milliseconds: what is stored faster than this never touches the disk
const DAYS = 30;

export class Unsaved {
  constructor(doc, { me, page }) {
    Object.assign(this, { doc, me, key: `${me}/${page}`, stored: null, isKept: false });
    this.database = open();
  }

  // The text as the server has it now: later differences are counted from here.
  isStored() {
    clearTimeout(this.timer);
    this.timer = null;
    this.stored = encodeStateVector(this.doc);
    if (this.isKept) this.drop();
  }

  soon() {
    this.timer ??= setTimeout(() => this.keep(), WAIT);
  }

  async keep() {
    this.timer = null;
    if (!this.stored) return;
    this.isKept = true;
    const update = encodeStateAsUpdate(this.doc, this.stored);
    await this.run("readwrite", (store) => store.put({ update, at: Date.now() }, this.key));
  }

  async drop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.isKept = false;
    await this.run("readwrite", (store) => store.delete(this.key));
  }

  // What an earlier visit left: {update, at}, or nothing. What others left in this browser goes, and what is too old.
  async find() {
    const keys = (await this.run("readonly", (store) => store.getAllKeys())) ?? [];
    const foreign = keys.filter((key) => !String(key).startsWith(`${this.me}/`));
    for (const key of foreign) await this.run("readwrite", (store) => store.delete(key));
    const found = await this.run("readonly", (store) => store.get(this.key));
    this.isKept = Boolean(found);
    if (found && Date.now() - found.at > DAYS * 86_400_000) return this.drop();
    return found;
  }

  async run(mode, act) {
    const database = await this.database;
    if (!database) return undefined;
    return new Promise((resolve) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    });
  }
}

// Without a database (private windows of some browsers) nothing is kept, and everything else works.
function open() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

// The paragraphs in which somebody wrote something that a text with this state vector does not have.
export function linesBeyond(doc, vector, field) {
  const known = decodeStateVector(vector);
  return doc.getXmlFragment(field).toArray().flatMap((node) => lines(node, known));
}

function lines(node, known) {
  const children = node.toArray?.() ?? [];
  const texts = children.filter((child) => child.toDelta);
  if (!texts.length) return children.flatMap((child) => lines(child, known));
  if (!texts.some((text) => hasNews(text, known))) return [];
  return [texts.map((text) => text.toDelta().map(({ insert }) => insert).join("")).join(" ")];
}

function hasNews(text, known) {
  for (let item = text._start; item; item = item.right) {
    const { client, clock } = item.id;
    if (!item.deleted && item.countable && clock + item.length > (known.get(client) ?? 0)) return true;
  }
  return false;
}
