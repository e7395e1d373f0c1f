// What plugins add to a change by themselves (links found, tables mended) they add to what this person does only: else
// opening a page would change it, and everybody who has it open would add the same once more.
import { Plugin } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";

export const isRemote = (transaction) => Boolean(transaction.getMeta(ySyncPluginKey));

export function localOnly(extension) {
  return extension.extend({
    addProseMirrorPlugins() {
      return (this.parent?.() ?? []).map(bounded);
    },
  });
}

function bounded(plugin) {
  const { appendTransaction } = plugin.spec;
  if (!appendTransaction) return plugin;
  return new Plugin({
    ...plugin.spec,
    appendTransaction(transactions, before, after) {
      return transactions.some(isRemote) ? null : appendTransaction.call(this, transactions, before, after);
    },
  });
}
