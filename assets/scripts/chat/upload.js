// Uploads one file of a message in parts while one writes: progress in words, removable until it is sent.
import { Cancelled, Refused, Transfer } from "../upload/transfer.js";
import { action, data, find, make, token, word } from "./page.js";

const SPOKEN_EVERY = 25; // per cent

export async function upload(file, files) {
  const stop = new AbortController();
  const transfer = new Transfer({ begin: data.upload, token: token(), signal: stop.signal });
  const entry = { name: file.name, id: null };
  const state = make("span", "muted");
  const away = action("drop-file");
  const row = make("li", "", make("strong", "", file.name), " ", state, " ", away);
  let spoken = 0;

  away.append(make("span", "sr-only", ` ${file.name}`));
  away.addEventListener("click", () => {
    stop.abort();
    leave();
    row.remove();
    files.button.focus();
    transfer.giveUp(file);
  });
  files.list.push(entry);
  find("[data-files]", files.form).append(row);

  function leave() {
    files.list = files.list.filter((one) => one !== entry);
  }

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
    leave();
    say(error instanceof Refused ? error.message : word("file-failed"));
  }
}
