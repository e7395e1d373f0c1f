// Marks that tie a passage to a card beside the text: comments, and suggested insertions and deletions.
import { Mark } from "@tiptap/core";

const identity = (name) => ({
  id: {
    default: null,
    parseHTML: (element) => element.getAttribute(name),
    renderHTML: ({ id }) => (id ? { [name]: id } : {}),
  },
});

// The server sets and takes this mark; passages may overlap. Pasted text brings none along.
const Comment = Mark.create({
  name: "comment",
  excludes: "",
  inclusive: false,
  addAttributes: () => identity("data-comment-mark"),
  renderHTML: ({ HTMLAttributes }) => ["mark", { class: "marked", ...HTMLAttributes }, 0],
});

// The words for screen readers stand before and after the passage (`_editor.scss` and the data of the sheet).
const suggestion = (name, tag) =>
  Mark.create({
    name,
    excludes: "insertion deletion",
    inclusive: false,
    addAttributes: () => identity("data-suggestion-mark"),
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

export const marks = [Comment, suggestion("insertion", "ins"), suggestion("deletion", "del")];
