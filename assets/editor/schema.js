// What a page may hold. A change here is a change of SCHEMA_VERSION, of the walkers and of DOCX and PDF.
import { Extension } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { StarterKit } from "@tiptap/starter-kit";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import { caret, selection } from "./carets.js";

export const FIELD = "content";
export const HEADINGS = [2, 3, 4];

const Carets = (awareness) =>
  Extension.create({
    name: "carets",
    priority: 999,
    addProseMirrorPlugins: () => [yCursorPlugin(awareness, { cursorBuilder: caret, selectionBuilder: selection })],
  });

export function extensions(doc, awareness) {
  return [
    StarterKit.configure({
      heading: { levels: HEADINGS },
      underline: false,
      // The shared document has its own history; and opening a page must not change it.
      undoRedo: false,
      trailingNode: false,
      // Its colour is an inline style.
      dropcursor: false,
      link: {
        openOnClick: false,
        defaultProtocol: "https",
        isAllowedUri: (address) => /^(https?:\/\/|mailto:|\/(?![/\\]))/i.test(address),
        HTMLAttributes: { rel: "nofollow noopener", target: null },
      },
    }),
    Collaboration.configure({ document: doc, field: FIELD }),
    Carets(awareness),
  ];
}
