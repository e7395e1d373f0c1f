// The messages on the document's socket, as docs/protocol-editing.md describes them.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";

// What nodes and marks this script knows. The server refuses others: an older script deletes what it does not know.
export const SCHEMA_VERSION = 2;
export const SUBPROTOCOL = `cluster-dialog.y.${SCHEMA_VERSION}+saved`;

const SYNC = 0;
const AWARENESS = 1;
const SAVED = 100;
const REFUSED = 101;
const RIGHTS = 102;
const SIDE = 103;
const STEP_2 = 1;

function framed(kind, write) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export const question = (doc) => framed(SYNC, (encoder) => writeSyncStep1(encoder, doc));
export const edit = (update) => framed(SYNC, (encoder) => writeUpdate(encoder, update));
export const whereabouts = (awareness, clients) =>
  framed(AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, clients)));

// Reads one frame, applies what it holds to the document, and returns what the connection must know of it.
export function read(data, { doc, awareness, origin }) {
  const decoder = decoding.createDecoder(new Uint8Array(data));
  const kind = decoding.readVarUint(decoder);
  if (kind === SYNC) return readSync(decoder, doc, origin);
  if (kind === AWARENESS) {
    applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), origin);
    return { kind: "awareness" };
  }
  if (kind === SAVED) return { kind: "saved", handled: decoding.readVarUint(decoder) };
  if (kind === REFUSED) {
    return { kind: "refused", handled: decoding.readVarUint(decoder), code: decoding.readVarString(decoder) };
  }
  if (kind === RIGHTS) return { kind: "rights", mayWrite: decoding.readUint8(decoder) === 1 };
  if (kind === SIDE) return { kind: "side", what: decoding.readVarString(decoder) };
  return { kind: "unknown" };
}

function readSync(decoder, doc, origin) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  const step = readSyncMessage(decoder, encoder, doc, origin);
  const answer = encoding.length(encoder) > 1 ? encoding.toUint8Array(encoder) : null;
  return { kind: "sync", isComplete: step === STEP_2, answer };
}
