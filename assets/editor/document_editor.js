// The page of a shared document: shows the server's text at once and the editor as soon as it has caught up.
import { Editor } from "@tiptap/core";
import { Awareness } from "y-protocols/awareness";
import { Doc } from "yjs";
import { watchCarets } from "./carets.js";
import { Connection } from "./connection.js";
import { PageState } from "./page_state.js";
import { extensions } from "./schema.js";
import { Toolbar } from "./toolbar.js";

const MOST_PASTED = 200_000; // characters at once; the server takes no larger step

const root = document.querySelector("[data-document]");
const config = JSON.parse(document.getElementById("editor-config").textContent);
const state = new PageState(root, config.words, document.documentElement.lang);
const doc = new Doc();
const awareness = new Awareness(doc);
const address = new URL(config.socket, location.href);
address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
const connection = new Connection(address.href, doc, awareness);
let editor = null;
// For those who only read it is a text like any other.
const FIELD_ROLE = { role: "textbox", "aria-multiline": "true", "aria-label": config.words.text };

function mount() {
  const frame = root.querySelector("[data-page]");
  frame.replaceChildren();
  editor = new Editor({
    element: frame,
    extensions: extensions(doc, awareness),
    editable: connection.state.mayWrite,
    injectCSS: false,
    editorProps: { handlePaste: (_view, event) => refuseLargePaste(event.clipboardData) },
  });
  editor.view.setProps({ attributes: () => ({ class: "prose prose--document", ...(mayTypeNow() && FIELD_ROLE) }) });
  new Toolbar(root.querySelector("[data-toolbar]"), editor);
  show();
}

function refuseLargePaste(clipboard) {
  const length = Math.max(...["text/plain", "text/html"].map((kind) => clipboard?.getData(kind).length ?? 0));
  if (length > MOST_PASTED) state.say("trouble", config.words.refused.too_large);
  return length > MOST_PASTED;
}

// After a refused step nothing that builds on it could be stored either: the text stays to be read and copied.
function mayTypeNow() {
  return connection.state.mayWrite && !connection.state.refused;
}

function show() {
  state.showConnection(connection.state);
  if (!editor) return;
  root.querySelector("[data-toolbar]").hidden = !mayTypeNow();
  if (editor.isEditable !== mayTypeNow()) editor.setEditable(mayTypeNow(), false);
}

connection.addEventListener("change", show);
connection.addEventListener("synced", mount);
awareness.on("change", () => state.showPeople(awareness.getStates().values(), config.me));
watchCarets(awareness);
addEventListener("beforeunload", (event) => connection.state.unsaved && event.preventDefault());
