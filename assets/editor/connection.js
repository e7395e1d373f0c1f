// Keeps one document in step with the server. What was typed stays in the document until the server has committed
// it: after a break the server asks for what it lacks, and gets it.
import { removeAwarenessStates } from "y-protocols/awareness";
import { edit, question, read, SUBPROTOCOL, whereabouts } from "./messages.js";
import { MOST_AT_ONCE, pieces, updateIn } from "./pieces.js";
import { Recent } from "./recent.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const SIGNED_OUT_WAIT = 15_000;
const SILENCE = 40_000; // our own caret comes back every 15 seconds
const ANSWER = 5_000; // an own change that waits longer, with nothing heard meanwhile, is told
const NO_ANSWER = 20_000;
const SIGNED_OUT = 4401;

export class Connection extends EventTarget {
  // Events: "change" after anything in `state` changed; "synced" once, when the text is there;
  // "side" when something beside the text changed ("comments", "versions", "state"); "lost" with words of ours that went
  // with a block.
  constructor(url, doc, awareness) {
    super();
    Object.assign(this, { url, doc, awareness });
    this.state = { connection: "connecting", mayWrite: false, unsaved: false, refused: "", closeCode: 0, silence: "" };
    this.isSynced = false;
    this.sent = 0;
    this.handled = 0;
    this.queue = []; // pieces of large changes, each sent after the one before has been stored, and what follows them
    this.recent = new Recent();
    this.waitsForSync = false; // typed while nobody listened, or refused: goes with the next answer
    this.hasEdits = false;
    this.attempts = 0;
    doc.on("update", (update, origin, _doc, transaction) => {
      if (origin === this) this.look(transaction);
      else this.take(update);
    });
    awareness.on("update", ({ added, updated, removed }, origin) => {
      if (origin === "local") this.push(whereabouts(awareness, [...added, ...updated, ...removed]));
    });
    addEventListener("online", () => this.back());
    addEventListener("offline", () => this.state.connection === "open" && this.set({ silence: "offline" }));
    addEventListener("pagehide", () => removeAwarenessStates(awareness, [doc.clientID], "local"));
    addEventListener("pageshow", (event) => event.persisted && this.socket?.close());
    setInterval(() => this.endSilence(), 1_000);
    this.open();
  }

  set(values) {
    Object.assign(this.state, values);
    if (!this.waitsForSync && this.handled >= this.sent && !this.queue.length) this.hasEdits = false;
    this.state.unsaved = this.hasEdits;
    this.dispatchEvent(new Event("change"));
  }

  open() {
    clearTimeout(this.timer);
    if (this.socket && this.socket.readyState < WebSocket.CLOSING) return;
    this.socket = new WebSocket(this.url, [SUBPROTOCOL]);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.begin();
    this.socket.onmessage = (event) => this.receive(event.data);
    this.socket.onclose = (event) => this.ended(event.code);
  }

  begin() {
    this.heardAt = Date.now();
    if (this.handled < this.sent || this.queue.length) this.waitsForSync = true;
    Object.assign(this, { sent: 0, handled: 0, since: 0, queue: [] });
    this.recent.goesAs(Infinity);
    this.push(question(this.doc));
    // A new clock, so that others take us for present again.
    this.awareness.setLocalState(this.awareness.getLocalState());
  }

  push(frame) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(frame);
    return true;
  }

  take(update) {
    this.hasEdits = true;
    const isOnItsWay = this.state.mayWrite && this.hand(pieces(update));
    if (!isOnItsWay) this.waitsForSync = true;
    this.recent.add(update, isOnItsWay ? this.sent + this.queue.length : Infinity);
    this.set({});
  }

  // What a change from elsewhere took along of our latest words.
  look(transaction) {
    const lines = this.recent.lostIn(transaction);
    if (lines.length) this.dispatchEvent(new CustomEvent("lost", { detail: lines }));
  }

  hand(updates) {
    if (updates.length === 1 && !this.queue.length) return this.send(edit(updates[0]));
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.queue.push(...updates);
    this.next();
    return true;
  }

  next() {
    if (this.queue.length && this.handled >= this.sent) this.send(edit(this.queue.shift()));
  }

  send(frame) {
    if (!this.push(frame)) return false;
    this.sent += 1;
    this.since ||= Date.now();
    return true;
  }

  receive(data) {
    this.heardAt = Date.now();
    if (this.state.silence) this.set({ silence: "" });
    const heard = read(data, { doc: this.doc, awareness: this.awareness, origin: this });
    if (heard.answer) this.answer(heard.answer);
    if (heard.isComplete) this.synced();
    if (heard.kind === "rights") this.set({ mayWrite: heard.mayWrite });
    if (heard.kind === "saved") this.settle(heard.handled, this.waitsForSync ? this.state.refused : "");
    if (heard.kind === "side") this.dispatchEvent(new CustomEvent("side", { detail: heard.what }));
    if (heard.kind === "refused") {
      // Unsaved until the answer to the server's next question has brought it (after a gap it asks at once).
      this.waitsForSync = true;
      this.queue = [];
      this.recent.goesAs(Infinity);
      this.settle(heard.handled, heard.code === "gap" ? this.state.refused : heard.code);
    }
  }

  // The server asked for what it lacks; the answer holds everything typed so far.
  answer(frame) {
    this.queue = [];
    if (!(frame.length > MOST_AT_ONCE ? this.hand(pieces(updateIn(frame))) : this.send(frame))) return;
    this.waitsForSync = false;
    this.recent.goesAs(this.sent + this.queue.length);
    this.set({});
  }

  settle(handled, refused) {
    this.handled = handled;
    this.recent.isStored(handled);
    this.since = handled < this.sent ? Date.now() : 0;
    this.next();
    this.set({ refused });
  }

  // What could not be stored is given up: nobody is asked any more before the page is left.
  forget() {
    Object.assign(this, { waitsForSync: false, sent: 0, handled: 0, queue: [] });
    this.set({ refused: this.state.refused });
  }

  synced() {
    this.attempts = 0;
    this.set({ connection: "open", closeCode: 0 });
    if (this.isSynced) return;
    this.isSynced = true;
    this.dispatchEvent(new Event("synced"));
  }

  ended(code) {
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    const isFinal = code >= 4400 && code < 4500 && code !== SIGNED_OUT;
    this.set({ connection: isFinal ? "closed" : "waiting", closeCode: code, silence: "", ...(isFinal && { mayWrite: false }) });
    if (isFinal) return;
    const wait = code === SIGNED_OUT ? SIGNED_OUT_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.attempts);
    this.attempts += 1;
    // Jitter: after a restart not everybody comes back in the same moment.
    this.timer = setTimeout(() => this.open(), wait * (0.5 + Math.random() / 2));
  }

  // A network that was gone may be another one now: the old socket could stay silent for long.
  back() {
    if (this.state.silence) this.giveUp();
    if (this.state.connection === "waiting") this.open();
  }

  // A line that is only slow still brings others' carets and own answers: then nothing is said.
  endSilence() {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const quiet = Date.now() - this.heardAt;
    const waits = this.since ? Math.min(quiet, Date.now() - this.since) : 0;
    if (quiet > SILENCE || waits > NO_ANSWER) this.giveUp();
    else if (waits > ANSWER && !this.state.silence) this.set({ silence: "unanswered" });
  }

  // Without waiting for the other side to agree that it ends.
  giveUp() {
    const { socket } = this;
    Object.assign(socket, { onopen: null, onmessage: null, onclose: null });
    socket.close();
    this.ended(1006);
  }
}
