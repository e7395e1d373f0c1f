// "@" in the text: people of the group, by their number and the name they had then.
import { Mention } from "@tiptap/extension-mention";
import { PeopleList } from "./people_list.js";

const WAIT = 150; // milliseconds after a letter

const attribute = (name, read) => ({
  default: null,
  parseHTML: (element) => read(element.getAttribute(name)),
  renderHTML: () => ({}),
});

const OwnMention = Mention.extend({
  addAttributes: () => ({
    id: { ...attribute("data-id", (value) => Number(value) || null), renderHTML: ({ id }) => ({ "data-id": id }) },
    label: { default: null, parseHTML: (element) => element.textContent.replace(/^@/, "").slice(0, 200) },
  }),
  parseHTML: () => [{ tag: "span.mention" }],
  renderHTML: ({ node }) => ["span", { class: "mention", "data-id": node.attrs.id }, `@${node.attrs.label ?? ""}`],
  renderText: ({ node }) => `@${node.attrs.label ?? ""}`,
});

export function mention({ words, people, announce }) {
  return OwnMention.configure({
    suggestion: {
      char: "@",
      container: "[data-document]", // inside the main part of the page
      debounce: WAIT,
      items: ({ query, signal }) => findPeople(people, query, signal),
      render: () => new PeopleList(words, announce),
      decorationClass: "mention-begun",
      command: ({ editor, range, props }) => insert(editor, range, props),
    },
  });
}

function insert(editor, range, attrs) {
  const follows = editor.state.doc.textBetween(range.to, Math.min(range.to + 1, editor.state.doc.content.size));
  const space = follows.startsWith(" ") ? [] : [{ type: "text", text: " " }];
  editor.chain().focus().insertContentAt(range, [{ type: "mention", attrs }, ...space]).run();
}

// Without an answer the name can still be written.
export async function findPeople(people, query, signal) {
  try {
    const answer = await fetch(`${people}?q=${encodeURIComponent(query)}`, { signal });
    return answer.ok ? (await answer.json()).people : [];
  } catch {
    return [];
  }
}
