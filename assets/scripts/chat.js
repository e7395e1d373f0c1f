// The chat page: feed, outbox and composer over one live connection.
import { Feed } from "./chat/feed.js";
import { Outbox } from "./chat/outbox.js";
import { LiveSocket } from "./chat/socket.js";

const READ_AFTER = 800;

function start(root) {
  const feed = new Feed(root);
  const form = root.querySelector("form.composer");
  const status = root.querySelector("[data-connection]");
  let outbox;
  let readTimer;

  const socket = new LiveSocket(`/ws/chat/${root.dataset.chat}/`, Number(root.dataset.head), {
    events(events) {
      const wasAtEnd = atEnd();
      for (const event of events) {
        feed.apply(event);
        if (event.client) outbox?.stored(event.client);
      }
      if (wasAtEnd) toEnd();
      readSoon();
    },
    state(state) {
      showConnection(root, status, state);
      if (state === "ok") {
        outbox?.flush();
        readSoon();
      }
    },
    grant(abilities) {
      if (form) form.hidden = !abilities.includes("chat");
    },
  });
  outbox = new Outbox(root, feed, socket);
  if (form) compose(form, root, outbox, toEnd);
  document.addEventListener("visibilitychange", readSoon);
  if (!location.hash) openAtNewest();

  // A chat opens where reading goes on: at the line above the new messages, else at the end.
  function openAtNewest() {
    const line = feed.list.querySelector(".new-line");
    if (line) line.scrollIntoView({ block: "center" });
    else toEnd();
  }

  function atEnd() {
    const box = (form || feed.list).getBoundingClientRect();
    return box.top < innerHeight;
  }

  function toEnd() {
    (form || feed.list.lastElementChild)?.scrollIntoView({ block: "end" });
  }

  function readSoon() {
    clearTimeout(readTimer);
    readTimer = setTimeout(() => {
      const position = feed.lastPosition;
      if (document.hidden || !socket.ready || !position || position === root.readTo) return;
      root.readTo = position;
      socket.command("read", { position }).catch(() => (root.readTo = 0));
    }, READ_AFTER);
  }
}

function compose(form, root, outbox, toEnd) {
  const field = form.querySelector("textarea");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) {
      field.setCustomValidity(root.dataset.textEmpty);
      field.reportValidity();
      field.setCustomValidity("");
      return;
    }
    outbox.add(text);
    field.value = "";
    field.focus();
    toEnd();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

function showConnection(root, status, state) {
  const { textConnecting, textOk, textTrouble, textSignedOut, textNoAccess, textLogin, login } = root.dataset;
  const words = { connecting: textConnecting, ok: textOk, trouble: textTrouble, signed_out: textSignedOut, no_access: textNoAccess };
  const looks = { connecting: "trouble", ok: "ok", trouble: "trouble", signed_out: "off", no_access: "off" };
  status.className = `connection connection--${looks[state]}`;
  status.textContent = words[state];
  if (state === "signed_out") {
    const link = document.createElement("a");
    link.href = `${login}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = textLogin;
    status.append(" ", link);
  }
}

const root = document.querySelector("[data-chat]");
if (root) start(root);
