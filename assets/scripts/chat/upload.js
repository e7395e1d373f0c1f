// Uploads one file of a message in parts while one writes: progress in words, removable until it is sent.
import { Cancelled, Refused, Transfer } from "../upload/transfer.js";
import { action, danger, data, find, make, token, word } from "./page.js";

const SPOKEN_EVERY = 25; // per cent

/** Put a file into the list of the message, with a button that takes it out again. */
export function addRow(entry, files, onRemoved) {
  const isUploaded = entry.id && !entry.id.startsWith("document:");
  const state = make("span", "muted", isUploaded ? word("file-done") : "");
  const away = action("drop-file");
  const row = make("li", "", make("strong", "", entry.name), " ", state, " ", away);
  away.append(make("span", "sr-only", ` ${entry.name}`));
  away.addEventListener("click", () => {
    files.list = files.list.filter((one) => one !== entry);
    row.remove();
    files.button.focus();
    onRemoved?.();
  });
  files.list.push(entry);
  find("[data-files]", files.form).append(row);
  return state;
}

export async function upload(file, files) {
  const stop = new AbortController();
  const transfer = new Transfer({ begin: data.upload, token: token(), signal: stop.signal });
  const entry = { name: file.name, id: null };
  const state = addRow(entry, files, () => {
    stop.abort();
    transfer.giveUp(file);
  });
  let spoken = 0;

  function say(text) {
    state.textContent = text;
    files.announcer.say(`${file.name}: ${text}`);
  }

  function onProgress(sent) {
    const percent = Math.min(100, Math.floor((100 * sent) / (file.size || 1)));
    state.textContent = word("file-progress", { n: percent });
    if (percent < spoken + SPOKEN_EVERY || percent === 100) return;
    spoken = percent;
    say(state.textContent);
  }

  try {
    onProgress(0);
    const { id } = await transfer.run(file, { onProgress, onBroken: () => say(word("file-waits")) });
    transfer.forget(file);
    entry.id = id;
    say(word("file-done"));
  } catch (error) {
    if (error instanceof Cancelled) return;
    // It stays in the list until it is removed: a message never goes without a file that belongs to it.
    entry.failed = true;
    say(error instanceof Refused ? error.message : word("file-failed"));
    state.className = "composer__bad";
    state.prepend(danger());
  }
}
