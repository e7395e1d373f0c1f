// Words that went with the block they stood in, because somebody removed it at the very moment they were written: the
// library merges them into the removed block, where nobody sees them. Looked for among what this page has written and the
// server has not stored yet, or stored so lately that news of the removal may still have been under way.
import { ContentDeleted, ContentFormat, ContentString, decodeUpdate, findIndexSS, GC, getState, isDeleted, mergeDeleteSets } from "yjs";

const LATELY = 5_000; // milliseconds

export class Recent {
  entries = []; // {update, number}: the server counts what it has stored of a connection; `storedAt` once it has

  add(update, number) {
    this.forgetOld();
    this.entries.push({ update, number, storedAt: 0 });
  }

  // All that is not stored goes once more, as this number of the connection (Infinity: not yet).
  goesAs(number) {
    for (const entry of this.entries) if (!entry.storedAt) entry.number = number;
  }

  isStored(number) {
    for (const entry of this.entries) if (!entry.storedAt && entry.number <= number) entry.storedAt = Date.now();
  }

  forgetOld() {
    const since = Date.now() - LATELY;
    this.entries = this.entries.filter(({ storedAt }) => !storedAt || storedAt > since);
  }

  // The words that a change from elsewhere has taken along. What it brings again at another place is not lost.
  lostIn(transaction) {
    if (!transaction.deleteSet.clients.size) return [];
    this.forgetOld();
    return lostWords(transaction.doc.store, this.entries, () => broughtBy(transaction));
  }
}

// The words of these updates, as lines, whose block is gone from the text; each is told once.
export function lostWords(store, entries, brought = () => "") {
  for (const entry of entries) if (!entry.structs) Object.assign(entry, decodeUpdate(entry.update), { lost: new Map() });
  const own = mergeDeleteSets(entries.map(({ ds }) => ds));
  let isAny = false;
  for (const { structs, lost } of entries) {
    for (const struct of structs) {
      if (!(struct.content instanceof ContentString) || lost.has(struct)) continue;
      const text = goneOf(store, struct, own);
      if (text.some(Boolean)) isAny = lost.set(struct, { text, isNew: true });
    }
  }
  return isAny ? lines(entries, brought) : [];
}

// For each letter itself or "".
function goneOf(store, { id: { client, clock }, content: { str } }, own) {
  const text = Array(str.length).fill("");
  const structs = store.clients.get(client) ?? [];
  const end = Math.min(clock + str.length, getState(store, client));
  for (let at = clock; at < end; ) {
    const found = structs[findIndexSS(structs, at)];
    const next = Math.min(end, found.id.clock + found.length);
    if (isGone(found)) {
      for (; at < next; at += 1) if (!isDeleted(own, { client, clock: at })) text[at - clock] = str[at - clock];
    }
    at = next;
  }
  return text;
}

// A single word that somebody deletes leaves its block standing.
const isGone = (struct) => struct instanceof GC || (struct.deleted && Boolean(struct.parent?._item?.deleted));

// What was written side by side makes a line, in the order in which it stood, not in which it was typed.
function lines(entries, brought) {
  const chains = [];
  for (const { structs, lost, storedAt } of entries) {
    for (const struct of structs) {
      if (![ContentString, ContentFormat, ContentDeleted].includes(struct.content?.constructor)) continue;
      const found = lost.get(struct);
      const text = found?.isNew ? found.text : [];
      place({ id: struct.id, length: struct.length, text, isStored: storedAt > 0 }, struct, chains);
      if (found) found.isNew = false;
    }
  }
  const isBack = (parts, text) => parts.every((part) => part.isStored || !part.text.some(Boolean)) && brought().includes(text);
  return chains
    .map((parts) => [parts, parts.flatMap(({ text }) => text).join("").trim()])
    .filter(([parts, text]) => text && !isBack(parts, text))
    .map(([, text]) => text);
}

function place(part, { origin, rightOrigin }, chains) {
  for (let index = chains.length - 1; index >= 0 && (origin || rightOrigin); index -= 1) {
    const chain = chains[index];
    const left = origin ? chain.findLastIndex((one) => holds(one, origin)) : -1;
    if (left >= 0) return chain.splice(cut(chain, left, origin.clock + 1), 0, part);
    const right = rightOrigin ? chain.findIndex((one) => holds(one, rightOrigin)) : -1;
    if (right >= 0) return chain.splice(cut(chain, right, rightOrigin.clock), 0, part);
  }
  return chains.push([part]);
}

const holds = ({ id, length }, { client, clock }) => id.client === client && id.clock <= clock && clock < id.clock + length;

// The place in the chain in front of this number; a part that holds it inside becomes two.
function cut(chain, index, clock) {
  const part = chain[index];
  const at = clock - part.id.clock;
  if (at <= 0) return index;
  if (at < part.length) {
    const front = { ...part, length: at, text: part.text.slice(0, at) };
    const back = { ...part, id: { ...part.id, clock }, length: part.length - at, text: part.text.slice(at) };
    chain.splice(index, 1, front, back);
  }
  return index + 1;
}

function broughtBy({ doc, beforeState, afterState }) {
  let text = "";
  for (const [client, end] of afterState) {
    const begin = beforeState.get(client) ?? 0;
    if (begin >= end) continue;
    const structs = doc.store.clients.get(client);
    for (let index = findIndexSS(structs, begin); index < structs.length; index += 1) {
      const { content, deleted } = structs[index];
      if (!deleted && content instanceof ContentString) text += content.str;
    }
  }
  return text;
}
