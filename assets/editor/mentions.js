// "@" in the text: people of the group, by their number and the name they had then.
import { Mention } from "@tiptap/extension-mention";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { isRemote } from "./local_only.js";
import { PeopleList } from "./people_list.js";

const WAIT = 150; // milliseconds after a letter
const spaced = new PluginKey("spaced");

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
  addProseMirrorPlugins() {
    return [...this.parent(), oneSpace()];
  },
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
  const chain = editor.chain().focus().insertContentAt(range, [{ type: "mention", attrs }, ...space]);
  const behindSpace = ({ tr }) => tr.setSelection(TextSelection.create(tr.doc, range.from + 2)).setMeta(spaced, true);
  chain.command(behindSpace).run();
}

// A name comes with its space: the one that hands type after it out of habit is not put there as well.
function oneSpace() {
  return new Plugin({
    key: spaced,
    state: {
      init: () => null,
      apply(transaction, known) {
        if (transaction.getMeta(spaced)) return transaction.selection.from;
        if (known === null || isRemote(transaction)) return known && transaction.mapping.map(known);
        return transaction.docChanged || transaction.selectionSet ? null : known;
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        const isDouble = text === " " && from === to && spaced.getState(view.state) === from;
        if (isDouble) view.dispatch(view.state.tr.setSelection(view.state.selection));
        return isDouble;
      },
    },
  });
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
