// What is typed while nothing can be stored, kept in this browser: only then, only the difference to what is stored,
// under the person and the page. Signing out deletes it (assets/scripts/parts/signing_out.js), storing it too.
import { decodeStateVector, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from "yjs";

const DATABASE = "cluster-dialog-unsaved";
const STORE = "changes";
const WAIT = 700; // milliseconds: what is stored faster than this never touches the disk
const DAYS = 30;

export class Unsaved {
  // Each window has a place of its own: two of them, both without a connection, do not overwrite each other.
  constructor(doc, { me, page }) {
    Object.assign(this, { doc, me, place: `${me}/${page}/`, stored: null, isKept: false, earlier: [], lost: [] });
    this.key = `${this.place}${crypto.randomUUID?.() ?? Math.random()}`;
    this.database = open();
  }

  // The text as the server has it now: later differences are counted from here.
  isStored() {
    clearTimeout(this.timer);
    this.timer = null;
    this.isRefused = false;
    this.stored = encodeStateVector(this.doc);
    if (this.isKept) this.drop();
  }

  soon() {
    this.timer ??= setTimeout(() => this.keep(), WAIT);
  }

  // Nothing more goes to the disk.
  halt() {
    clearTimeout(this.timer);
    this.isHalted = true;
  }

  async keep() {
    this.timer = null;
    if (!this.stored || this.isHalted) return;
    this.isKept = true;
    await this.put(this.key, { update: encodeStateAsUpdate(this.doc, this.stored), isRefused: this.isRefused });
  }

  // The server will never take it: the next visit offers it as text and sends it no more.
  async refuse() {
    if (this.isRefused || !this.stored) return;
    this.isRefused = true;
    await this.keep();
    await this.remove(this.earlier.splice(0));
  }

  // Words whose block is gone, until somebody has dealt with them.
  keepLost(lines) {
    if (this.isHalted) return;
    const key = `${this.key}/lost`;
    if (!this.lost.includes(key)) this.lost.push(key);
    this.put(key, { lines });
  }

  dropAll() {
    this.drop();
    this.forgetLost();
  }

  forgetLost() {
    this.remove(this.lost.splice(0));
  }

  // With the address, so that other pages can ask whether it may still be read (assets/scripts/unsaved_rights.js).
  put(key, values) {
    return this.run("readwrite", (store) => store.put({ ...values, at: Date.now(), address: location.pathname }, key));
  }

  async remove(keys) {
    for (const key of keys) await this.run("readwrite", (store) => store.delete(key));
  }

  // Also what earlier visits left: by now it is stored with the rest, or given up.
  async drop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.isKept = false;
    await this.remove([this.key, ...this.earlier.splice(0)]);
  }

  // What earlier visits left: {change, refused, lines}, each or none. What others left in this browser goes, and what is
  // too old.
  async find() {
    const found = [];
    for (const key of (await this.run("readonly", (store) => store.getAllKeys())) ?? []) {
      const kept = await this.run("readonly", (store) => store.get(key));
      const isOld = !kept || Date.now() - kept.at > DAYS * 86_400_000;
      if (isOld || !key.startsWith(`${this.me}/`)) await this.run("readwrite", (store) => store.delete(key));
      else if (key.startsWith(this.place)) found.push([key, kept]);
    }
    const [lost, updates] = [found.filter(([, { lines }]) => lines), found.filter(([, { update }]) => update)];
    this.lost.push(...lost.map(([key]) => key));
    const refused = updates.filter(([, { isRefused }]) => isRefused);
    const others = updates.filter(([, { isRefused }]) => !isRefused);
    this.earlier.push(...others.map(([key]) => key));
    if (others.length) this.isKept = true;
    return { lines: lost.flatMap(([, { lines }]) => lines), change: merged(others), refused: merged(refused) };
  }

  async run(mode, act) {
    const database = await this.database;
    if (!database) return undefined;
    return new Promise((resolve) => {
      try {
        const request = act(database.transaction(STORE, mode).objectStore(STORE));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(undefined);
      } catch {
        resolve(undefined); // another window signed out and took the database away
      }
    });
  }
}

function merged(found) {
  const kept = found.map(([, one]) => one);
  if (!kept.length) return null;
  const at = Math.max(...kept.map((one) => one.at));
  return { update: mergeUpdates(kept.map(({ update }) => update)), at, keys: found.map(([key]) => key) };
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
