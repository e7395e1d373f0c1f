// A large change in pieces that the server takes one after the other: no frame may be larger than it allows, also after
// hours of work without a connection. Each piece builds only on those before it.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { ContentString, createID, decodeUpdate, Item, UpdateEncoderV1 } from "yjs";

export const MOST_AT_ONCE = 500_000; // bytes; the server takes 768 KB
const PIECE = 200_000;
const LONGEST_TEXT = 50_000; // UTF-16 units of one item

export function pieces(update) {
  if (update.length <= MOST_AT_ONCE) return [update];
  const { structs, ds } = decodeUpdate(update);
  const found = [];
  let piece = [];
  let size = 0;
  for (const struct of inOrder(structs.flatMap(shortened))) {
    const weight = encode([struct], null).length;
    if (size + weight > PIECE && piece.length) {
      found.push(encode(piece, null));
      [piece, size] = [[], 0];
    }
    piece.push(struct);
    size += weight;
  }
  return [...found, encode(piece, ds)];
}

// The update in a frame of the y-protocols: two numbers, then the bytes.
export function updateIn(frame) {
  const decoder = decoding.createDecoder(frame);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  return decoding.readVarUint8Array(decoder);
}

function shortened(struct) {
  const parts = [struct];
  for (let last = struct; last.content instanceof ContentString && last.length > LONGEST_TEXT; last = parts.at(-1)) {
    // Never between the two halves of a sign.
    const isInside = /[\ud800-\udbff]/.test(last.content.str[LONGEST_TEXT - 1]);
    const at = isInside ? LONGEST_TEXT - 1 : LONGEST_TEXT;
    const { client, clock } = last.id;
    const rest = last.content.splice(at);
    const origin = createID(client, clock + at - 1);
    last.length = at;
    parts.push(new Item(createID(client, clock + at), null, origin, null, last.rightOrigin, last.parent, last.parentSub, rest));
  }
  return parts;
}

// What something builds on comes first. Of each client the order stays; between clients it follows the needs.
function inOrder(structs) {
  const queues = grouped(structs);
  const reached = new Map([...queues].map(([client, [first]]) => [client, first.id.clock]));
  const isThere = (id) => !id?.client || !reached.has(id.client) || id.clock < reached.get(id.client);
  const isReady = ({ origin, rightOrigin, parent }) => [origin, rightOrigin, parent].every(isThere);
  const found = [];
  for (let before = -1; before < found.length; ) {
    before = found.length;
    for (const [client, queue] of queues) {
      let taken = 0;
      for (; taken < queue.length && isReady(queue[taken]); taken += 1) {
        const { id, length } = queue[taken];
        reached.set(client, id.clock + length);
      }
      for (const struct of queue.splice(0, taken)) found.push(struct);
    }
  }
  return found.concat(...queues.values());
}

function grouped(structs) {
  const groups = new Map();
  for (const struct of structs) {
    const { client } = struct.id;
    if (!groups.has(client)) groups.set(client, []);
    groups.get(client).push(struct);
  }
  return groups;
}

function encode(structs, deletions) {
  const encoder = new UpdateEncoderV1();
  const rest = encoder.restEncoder;
  const clients = grouped(structs);
  encoding.writeVarUint(rest, clients.size);
  for (const [client, own] of clients) {
    encoding.writeVarUint(rest, own.length);
    encoder.writeClient(client);
    encoding.writeVarUint(rest, own[0].id.clock);
    for (const struct of own) struct.write(encoder, 0);
  }
  encoding.writeVarUint(rest, deletions?.clients.size ?? 0);
  for (const [client, ranges] of deletions?.clients ?? []) {
    encoding.writeVarUint(rest, client);
    encoding.writeVarUint(rest, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(rest, clock);
      encoding.writeVarUint(rest, len);
    }
  }
  return encoder.toUint8Array();
}
