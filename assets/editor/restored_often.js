// One piece of news may reach the text in two steps: formats that became useless are tidied up right after it. The shared
// document's binding keeps the caret of before the first step for both; its places in the text must be those of now, else
// the second step looks for a place that a shorter text does not have, and throws.
import { Plugin } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";

export const restoredOften = () =>
  new Plugin({
    view: () => ({
      update({ state }) {
        const before = ySyncPluginKey.getState(state)?.binding?.beforeTransactionSelection;
        if (before) Object.assign(before, { absAnchor: state.selection.anchor, absHead: state.selection.head });
      },
    }),
  });
