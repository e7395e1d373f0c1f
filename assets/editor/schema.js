// What a page may hold. A change here is a change of SCHEMA_VERSION, of the walkers and of all formats.
// Every attribute has a default: a node that cannot be made is deleted from everybody's text.
import { Extension, textblockTypeInputRule } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Link } from "@tiptap/extension-link";
import { TaskList } from "@tiptap/extension-list";
import { StarterKit } from "@tiptap/starter-kit";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import { caret, selection } from "./carets.js";
import { footnotes } from "./footnotes.js";
import { Picture } from "./images.js";
import { HEADINGS, Keys } from "./keys.js";
import { localOnly } from "./local_only.js";
import { marks } from "./marks.js";
import { mention } from "./mentions.js";
import { Nesting } from "./nesting.js";
import { restoredOften } from "./restored_often.js";
import { Room } from "./room.js";
import { Suggest } from "./suggest.js";
import { tables } from "./tables.js";
import { task } from "./tasks.js";

export const FIELD = "content";

const Carets = (awareness) =>
  Extension.create({
    name: "carets",
    priority: 999,
    addProseMirrorPlugins: () => [
      yCursorPlugin(awareness, { cursorBuilder: caret, selectionBuilder: selection }),
      restoredOften(),
    ],
  });

// Code has no formats, but one may comment on it. "# " begins a heading 1, which is the second level of the page.
const changes = {
  codeBlock: { marks: "comment" },
  heading: {
    addInputRules() {
      const rule = (level, index) => ({ find: new RegExp(`^#{${index + 1}}\\s$`), type: this.type, getAttributes: { level } });
      return HEADINGS.map((level, index) => textblockTypeInputRule(rule(level, index)));
    },
  },
};

const Kit = StarterKit.extend({
  addExtensions() {
    return this.parent().map((one) => (changes[one.name] ? one.extend(changes[one.name]) : one));
  },
});

const isAllowedUri = (address) => /^(https?:\/\/|mailto:|\/(?![/\\]))/i.test(address);

export function extensions({ doc, awareness, words, people, announce }) {
  return [
    Kit.configure({
      heading: { levels: HEADINGS },
      underline: false,
      // The shared document has its own history; and opening a page must not change it.
      undoRedo: false,
      trailingNode: false,
      // Its colour is an inline style.
      dropcursor: false,
      link: false,
    }),
    localOnly(Link).configure({
      openOnClick: false,
      defaultProtocol: "https",
      isAllowedUri,
      HTMLAttributes: { rel: "nofollow noopener", target: null },
    }),
    TaskList,
    task(words),
    ...tables,
    Picture,
    ...footnotes,
    mention({ words, people, announce }),
    ...marks,
    Keys,
    Nesting,
    Room,
    Suggest,
    Collaboration.configure({ document: doc, field: FIELD }),
    Carets(awareness),
  ];
}
