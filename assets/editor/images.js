// An image of the library: its number and what it shows in words. The server checks the right to see it each time.
import { Node } from "@tiptap/core";

const source = (id) => (Number.isSafeInteger(Number(id)) && Number(id) > 0 ? `/dokumente/bild/${Number(id)}/` : "");

export const Picture = Node.create({
  name: "image",
  group: "block",
  draggable: true,
  addAttributes: () => ({
    document: {
      default: null,
      parseHTML: (element) => Number(/^\/dokumente\/bild\/(\d{1,15})\/$/.exec(element.getAttribute("src"))?.[1]) || null,
      renderHTML: ({ document }) => ({ src: source(document) || null }),
    },
    alt: { default: "", parseHTML: (element) => (element.getAttribute("alt") ?? "").slice(0, 500) },
  }),
  // Images from elsewhere do not come in by pasting: nothing is asked from third parties.
  parseHTML: () => [{ tag: 'img[src^="/dokumente/bild/"]' }],
  renderHTML: ({ HTMLAttributes }) => ["img", { ...HTMLAttributes, loading: "lazy" }],
  renderText: ({ node }) => node.attrs.alt,
  addCommands() {
    return {
      setPicture:
        (attrs) =>
        ({ chain }) =>
          chain().leaveNode().insertContent({ type: this.name, attrs }).goOnBehind().run(),
    };
  },
});
