// What acting in the chat needs beyond reading and sending: actions of messages, their keys, names, files, edits.
// Loaded when somebody first comes near a message or the composer.
import { createActions } from "./chat/actions.js";
import { chooseFor } from "./chat/documents.js";
import { createFiles } from "./chat/files.js";
import { setUpKeys } from "./chat/keys.js";
import { setUpMentions } from "./chat/mentions.js";
import { data, root } from "./chat/page.js";

function setUp(feed, connection, composer, announcer) {
  const { form, field } = composer;
  const files = createFiles(form, announcer);
  const documents = () => chooseFor(composer, files);
  const mention = data.people && setUpMentions(form, field, announcer);
  const actions = createActions(feed, connection, composer, announcer);
  setUpKeys(feed, actions);
  composer.equip({ files, mention, documents, save: actions.save });

  /** A message that was refused is written again, above what stands in the field. */
  function takeBack({ text, reply_to: reply, quote, files: ids, names }) {
    if (composer.mode.edit) composer.leave();
    composer.begin({ reply, quote });
    field.value = [text, field.value].filter(Boolean).join("\n\n");
    ids.forEach((id, at) => files.add(names[at], id));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  return { ...actions, takeBack };
}

root.dispatchEvent(new CustomEvent("chat:tools", { detail: setUp }));
