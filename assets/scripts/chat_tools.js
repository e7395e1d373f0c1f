// What acting in the chat needs beyond reading and sending: actions of messages, completion of names, files.
// Loaded when somebody first comes near a message or the composer.
import { createActions } from "./chat/actions.js";
import { createFiles } from "./chat/files.js";
import { setUpMentions } from "./chat/mentions.js";
import { root } from "./chat/page.js";

root.dispatchEvent(new CustomEvent("chat:tools", { detail: { createActions, createFiles, setUpMentions } }));
