// Editing a message in the composer: its words come from its page, which also knows whether it may still be changed.
import { find, make, word } from "./page.js";

async function sourceOf(address) {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  return { version: Number(find("main [name=version]", page).value), text: find("main textarea", page).value };
}

export function createEditing(connection, composer, announcer) {
  async function edit(position, address) {
    try {
      const { version, text } = await sourceOf(address);
      composer.begin({ edit: position, version, address }, text);
    } catch {
      location.href = address;
    }
  }

  async function save(mode, text) {
    composer.tell(word("saving"));
    try {
      await connection.command("edit", { position: mode.edit, text, version: mode.version });
      if (composer.mode === mode) composer.leave();
      announcer.say(word("saved"));
    } catch ({ code, message }) {
      if (composer.mode !== mode) return announcer.say(word("not-saved"));
      const isStale = code === "conflict" && (await renew(mode));
      composer.tell(isStale ? word("edit-conflict") : `${word("not-saved")} ${message ?? ""}`, true);
    }
  }

  // Somebody was faster: what the message says now stands above the field, and saving again replaces it.
  async function renew(mode) {
    try {
      const { version, text } = await sourceOf(mode.address);
      mode.version = version;
      const now = make("span", "composer__now", text);
      find("[data-about-text]", composer.form).replaceChildren(word("editing"), " ", word("says-now"), " ", now);
      return true;
    } catch {
      return false;
    }
  }

  return { edit, save };
}
