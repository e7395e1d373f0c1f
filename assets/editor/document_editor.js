// The page of a shared document: shows the server's text at once and the editor as soon as it has caught up.
import { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { Awareness } from "y-protocols/awareness";
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from "yjs";
import { watchCarets } from "./carets.js";
import { keepCommentDrafts } from "./comment_drafts.js";
import { CommentFields } from "./comment_fields.js";
import { Connection } from "./connection.js";
import { renewHead } from "./head.js";
import { Kept } from "./kept.js";
import { PageState } from "./page_state.js";
import { Panel } from "./panel.js";
import { tidied } from "./foreign.js";
import { Lost } from "./lost.js";
import { handleDrop, handlePaste } from "./pasting.js";
import { lostWords } from "./recent.js";
import { extensions, FIELD } from "./schema.js";
import { Tools } from "./page_tools.js";
import { linesBeyond, Unsaved } from "./unsaved.js";

const OTHER_PERSON = 4409; // somebody else has signed in meanwhile: nothing of this page is theirs
const TOO_LARGE = 4413;

const root = document.querySelector("[data-document]");
const config = JSON.parse(document.getElementById("editor-config").textContent);
const { words } = config;
const state = new PageState(root, words, document.documentElement.lang);
const announce = (text) => state.announce(text);
const doc = new Doc();
const awareness = new Awareness(doc);
const address = new URL(config.socket, location.href);
address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
const unsaved = new Unsaved(doc, config);
const found = unsaved.find();
const kept = new Kept(root, words);
const lost = new Lost(root, words, {
  keep: (lines) => unsaved.keepLost(lines),
  forget: () => unsaved.forgetLost(),
  insert,
});
const panel = new Panel(root.querySelector("[data-comments]"), { words, announce });
const connection = new Connection(address.href, doc, awareness);
let editor = null;
let tools = null;
let mightWrite = null;

function mount() {
  const frame = root.querySelector("[data-page]");
  const people = config.urls.people;
  frame.replaceChildren();
  editor = new Editor({
    element: frame,
    extensions: extensions({ doc, awareness, words, people, announce }),
    editable: mayTypeNow(),
    injectCSS: false,
    editorProps: {
      handlePaste: (_view, event, slice) => handlePaste(event, slice, editor, { refuse: tooMuch }),
      handleDrop: (_view, _event, slice) => handleDrop(slice, { refuse: tooMuch }),
      transformPastedHTML: tidied,
    },
  });
  // For those who only read it is a text like any other.
  const field = { role: "textbox", "aria-multiline": "true", "aria-label": words.text, "aria-describedby": "editor-hint" };
  editor.view.setProps({ attributes: () => ({ class: "prose prose--document", ...(mayTypeNow() && field) }) });
  for (const name of ["insertion", "deletion", "end"]) {
    const word = frame.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`];
    frame.style.setProperty(`--word-${name}`, JSON.stringify(`${word} `));
  }
  tools = new Tools(root, editor, { config, panel, announce });
  show();
  // Where nothing stands yet one begins to write, unless one is somewhere already.
  const isIdle = document.activeElement === document.body && !location.hash;
  if (isIdle && editor.isEmpty && mayTypeNow()) editor.commands.focus();
}

const tooMuch = () => tools.say(words.refused.too_large);

// What an earlier visit could not store is added, or, where one may not write any more, offered as text; so is what the
// server will never take, and what was written in blocks that are gone.
async function addFound() {
  const { change, refused, lines } = (await found) ?? {};
  if (lines) lost.add(lines, { isKept: true });
  if (refused) offer(refused, words.keptUnsaved);
  if (!change) return unsaved.isStored();
  if (!mayTypeNow()) return offer(change, words.keptFrom.replace("{time}", moment(change.at)));
  const vector = encodeStateVector(doc);
  unsaved.stored = vector;
  applyUpdate(doc, change.update);
  const gone = lostWords(doc.store, [change]);
  lost.add(gone);
  const isMerged = connection.state.unsaved && (!gone.length || linesBeyond(doc, vector, FIELD).length);
  if (isMerged) tools.say(words.merged.replace("{time}", moment(change.at)));
  if (!connection.state.unsaved) unsaved.isStored();
}

const moment = (at) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

function offer(change, text) {
  const vector = encodeStateVector(doc);
  const both = new Doc();
  for (const update of [encodeStateAsUpdate(doc), change.update]) applyUpdate(both, update);
  lost.add(lostWords(both.store, [change]));
  const lines = linesBeyond(both, vector, FIELD);
  const drop = () => unsaved.remove(change.keys);
  if (lines.length) kept.show(text, () => lines, drop);
  else drop();
}

// At the end of the page, in front of its footnotes, like anything typed there.
function insert(lines) {
  if (editor.storage.suggest.isOn) return tools.say(words.suggestOnlyText);
  const { doc: text, schema, tr } = editor.state;
  const { paragraph, footnotes } = schema.nodes;
  const at = text.content.size - (text.lastChild?.type === footnotes ? text.lastChild.nodeSize : 0);
  const made = lines.flatMap((line) => line.split("\n")).map((line) => paragraph.create(null, line ? schema.text(line) : null));
  tr.insert(at, made);
  const caret = TextSelection.near(tr.doc.resolve(at + made.reduce((sum, { nodeSize }) => sum + nodeSize, 0) - 1));
  editor.view.dispatch(tr.setSelection(caret).scrollIntoView());
  editor.view.focus();
  return true;
}

// After a refused step nothing that builds on it could be stored either: the text stays to be read and copied.
function mayTypeNow() {
  return connection.state.mayWrite && !connection.state.refused;
}

function show() {
  const { state: now } = connection;
  state.showConnection(now);
  if (!editor) return;
  // Rights change with the state of the page: its head says why.
  if (now.connection === "open") {
    if (mightWrite !== null && mightWrite !== now.mayWrite) renew();
    mightWrite = now.mayWrite;
  }
  tools.setRights(mayTypeNow());
  lost.setRights(mayTypeNow());
  if (editor.isEditable !== mayTypeNow()) editor.setEditable(mayTypeNow(), false);
  // Rights are gone: what lies on the disk goes, what is on the page stays until it is left.
  if (now.connection === "closed" && [4403, 4404].includes(now.closeCode)) unsaved.dropAll();
  else if (now.closeCode === OTHER_PERSON) unsaved.halt();
  else if (now.unsaved && isForGood(now)) unsaved.refuse();
  else if (now.unsaved) unsaved.soon();
  else if (connection.isSynced && unsaved.stored) unsaved.isStored();
  if (now.unsaved && !mayTypeNow() && !isPassing(now)) {
    kept.show(words.keptUnsaved, () => linesBeyond(doc, unsaved.stored, FIELD), leave);
  }
}

const renew = () => renewHead(root, config).then(() => state.showConnection(connection.state));
const isPassing = ({ refused }) => ["unavailable", "too_fast"].includes(refused);
const isForGood = (now) => now.closeCode === TOO_LARGE || (now.refused && now.refused !== "not_allowed" && !isPassing(now));

function leave() {
  unsaved.drop();
  connection.forget();
}

connection.addEventListener("change", show);
connection.addEventListener("synced", () => {
  mount();
  addFound();
});
connection.addEventListener("lost", ({ detail }) => {
  lost.add(detail);
  if (lost.isAbove()) tools?.say(lost.short());
});
connection.addEventListener("side", ({ detail }) => {
  if (detail === "comments") panel.load();
  if (detail === "state") renew();
});
awareness.on("change", () => state.showPeople(awareness.getStates().values(), config.me));
watchCarets(awareness);
keepCommentDrafts(panel);
new CommentFields(panel.box, { words, people: config.urls.people, announce });
panel.load();
addEventListener("beforeunload", (event) => connection.state.unsaved && event.preventDefault());
