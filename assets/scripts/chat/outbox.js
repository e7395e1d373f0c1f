// Messages on their way: shown at once, kept in this browser until the server has stored them, sent again after a
// lost connection with the same number, so that none is lost or doubled.

const RETRY_AFTER = 1500;
const TEMPORARY = new Set(["offline", "no_answer", "too_fast", "unavailable"]);

export class Outbox {
  constructor(root, feed, socket) {
    this.root = root;
    this.feed = feed;
    this.socket = socket;
    this.key = `chat-outbox-${root.dataset.me}-${root.dataset.chat}`;
    this.waiting = this.load();
    this.waiting.forEach((message) => this.show(message));
  }

  load() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || [];
    } catch {
      return [];
    }
  }

  // What another tab of this room keeps stays.
  keep(change) {
    try {
      localStorage.setItem(this.key, JSON.stringify(change(this.load())));
    } catch {
      // Storage is full or forbidden: the message is still sent from memory.
    }
  }

  add(text) {
    const message = { client: crypto.randomUUID?.() || uuid(), text };
    this.waiting.push(message);
    this.keep((list) => [...list, { client: message.client, text }]);
    this.show(message);
    this.flush();
  }

  // One after the other, so that the order of writing is the order in the room.
  async flush() {
    if (this.busy) return;
    this.busy = true;
    while (this.socket.ready) {
      const message = this.waiting.find((entry) => !entry.failed);
      if (!message) break;
      try {
        await this.socket.command("post", { client: message.client, text: message.text });
        this.remove(message);
      } catch (error) {
        if (!TEMPORARY.has(error.code)) this.fail(message, error.message);
        else if (error.code === "too_fast" || error.code === "unavailable") await new Promise((done) => setTimeout(done, RETRY_AFTER));
        else break;
      }
    }
    this.busy = false;
  }

  // An event of the log says that a message is stored, even if the answer to its command was lost.
  stored(client) {
    const message = this.waiting.find((entry) => entry.client === client);
    if (message) this.remove(message);
  }

  remove(message) {
    this.forget(message);
    const item = this.item(message);
    item?.classList.remove("is-sending", "is-failed");
    const state = item?.querySelector(".message__state");
    if (state) state.textContent = "";
  }

  forget(message) {
    this.waiting = this.waiting.filter((entry) => entry !== message);
    this.keep((list) => list.filter((entry) => entry.client !== message.client));
  }

  item(message) {
    return this.feed.list.querySelector(`.message[data-client="${message.client}"]`);
  }

  show(message) {
    const item = document.createElement("li");
    item.className = "message is-sending";
    item.dataset.client = message.client;
    item.dataset.author = this.root.dataset.me;
    item.innerHTML = `<div class="message__content"><p class="message__head"><strong class="message__author"></strong></p>
      <div class="message__body"><p></p></div><p class="message__state"></p></div>`;
    item.querySelector(".message__author").textContent = this.root.querySelector(".composer__note strong")?.textContent || "";
    item.querySelector(".message__body p").textContent = message.text;
    item.querySelector(".message__state").textContent = this.root.dataset.textSending;
    const own = this.feed.list.querySelector(`.message[data-author="${this.root.dataset.me}"] .initials`);
    if (own) item.prepend(own.cloneNode(true));
    this.feed.markOwn(item);
    this.feed.list.append(item);
    this.root.querySelector("[data-empty]")?.remove();
  }

  fail(message, reason) {
    message.failed = true;
    const { textFailed, textRetry, textDiscard } = this.root.dataset;
    const item = this.item(message);
    item.classList.replace("is-sending", "is-failed");
    item.querySelector(".message__state").textContent = `${textFailed} ${reason || ""}`;
    const actions = document.createElement("div");
    actions.className = "message__actions actions";
    actions.append(button(textRetry, () => this.retry(message, actions)), button(textDiscard, () => this.discard(message)));
    item.querySelector(".message__content").append(actions);
  }

  retry(message, actions) {
    message.failed = false;
    actions.remove();
    const item = this.item(message);
    item.classList.replace("is-failed", "is-sending");
    item.querySelector(".message__state").textContent = this.root.dataset.textSending;
    this.flush();
  }

  discard(message) {
    this.item(message)?.remove();
    this.forget(message);
    this.root.querySelector(".composer__box textarea")?.focus();
  }
}

function button(label, action) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "text-action";
  element.textContent = label;
  element.addEventListener("click", action);
  return element;
}

// randomUUID exists on secure origins only; a demo on another machine's address has none.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
