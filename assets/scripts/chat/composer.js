// Writing: a new message, an answer, or an edit; who may write now, and why not.
import { all, danger, data, find, language, may, word } from "./page.js";

const TYPING_EVERY = 3_000;
const LONGEST = 4_000; // characters, as the server counts them

export function createComposer({ connection, announcer, feed, send, tools, halt }) {
  const form = find("form.composer");
  const field = find("textarea", form);
  const notice = find("[data-notice]");
  const slow = find("[data-slow]");
  const about = find("[data-about]", form);
  const answer = find("[data-about-text]", form);
  const state = find("[data-composer-state]", form);
  const label = find("[type=submit] .kern-label", form);
  const submit = label.textContent;
  let mode = answered(); // {reply, quote} or {edit, version, address, kept}
  const kit = { files: { list: [], clear() {} } };
  let typed = 0;
  let isOpen = !form.hidden;
  let because = notice.textContent;
  let reason = because;
  let link = []; // what the connection has to say
  let halted; // by the connection: "no-access", "kept"

  // Before the other scripts of the page: they take a form that is sent for one that leaves the page.
  form.addEventListener("submit", onSubmit, true);
  form.addEventListener("input", onInput, true);
  field.addEventListener("keydown", onKey);
  find("[data-leave]", form).addEventListener("click", leave);
  // The draft of this browser is the new message, never an edit.
  addEventListener("pagehide", () => mode.edit && (field.value = mode.kept), true);
  addEventListener("pageshow", (event) => event.persisted && mode.edit && leave());
  for (const name of ["mention", "documents"])
    find(`[data-${name}]`, form).addEventListener("click", async () => (await tools()) && kit[name]());
  find("[data-mention]", form).hidden = !data.people;
  if (!isOpen) may.delete("chat");
  field.placeholder = word("placeholder");
  find("[data-plain-files]", form)?.remove();
  find("[data-attach]", form).hidden = !data.upload;
  // A file that is dropped never takes the page away.
  for (const name of ["dragover", "drop"]) form.addEventListener(name, (event) => event.preventDefault());
  become(mode);
  tellOutbox();

  function answered() {
    const position = Number(find("[name=reply_to]", form)?.value);
    return position ? { reply: position, quote: answer.dataset.quote } : {};
  }

  function onSubmit(event) {
    event.preventDefault();
    const text = field.value.trim();
    const { list } = kit.files;
    const { length } = [...text];
    tell("");
    if (!mode.edit && list.some(({ failed }) => failed)) tell(word("files-failed"), true);
    else if (!mode.edit && list.some(({ id }) => !id)) tell(word("files-busy"));
    else if (length > LONGEST) tell(word("too-long", { n: written(length), max: written(LONGEST) }), true);
    else if (mode.edit && text) kit.save(mode, text);
    else if (!mode.edit && (text || list.length)) {
      send({ text, reply_to: mode.reply, quote: mode.quote, files: list.map(({ id }) => id), names: list.map(({ name }) => name) });
      kit.files.clear();
      field.value = "";
      form.dispatchEvent(new Event("draft:sent"));
      become({});
      field.focus();
    } else {
      field.setCustomValidity(word("empty"));
      field.reportValidity();
      field.setCustomValidity("");
    }
  }

  function written(number) {
    return number.toLocaleString(language);
  }

  /** Say what becomes of what is written; `isBad`: why it does not go. */
  function tell(text, isBad) {
    state.classList.toggle("composer__bad", Boolean(isBad));
    state.replaceChildren(...(isBad ? [danger()] : []), text);
    if (isBad) state.scrollIntoView({ block: "nearest" });
  }

  function onInput(event) {
    if (mode.edit) event.stopPropagation();
    tell("");
    if (mode.edit || !("typingShown" in data) || !field.value.trim() || Date.now() - typed < TYPING_EVERY) return;
    typed = Date.now();
    connection.command("typing").catch(() => null);
  }

  function onKey(event) {
    const { key } = event;
    if (field.hasAttribute("aria-activedescendant")) return; // the list of names has the keys
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (key === "Escape" && (mode.edit || mode.reply)) leave();
    else if (key === "ArrowUp" && !field.value && !mode.edit) {
      const own = all(".message.is-own[data-version][data-state=shown]", feed.list).at(-1);
      if (own) event.preventDefault();
      if (own) tools().then((brought) => brought?.edit(own));
    }
  }

  function become(next) {
    mode = next;
    about.hidden = !next.edit && !next.reply;
    answer.textContent = next.edit ? word("editing") : next.reply ? word("reply-to", next) : "";
    field.setAttribute("aria-describedby", about.hidden ? "senden-hinweis" : `${answer.id} senden-hinweis`);
    label.textContent = next.edit ? word("save") : submit;
    form.classList.toggle("is-editing", Boolean(next.edit));
    const hidden = find("[name=reply_to]", form);
    if (hidden) hidden.value = next.reply ?? "";
    tell("");
  }

  /** Leave the answer or the edit; what stood in the field before the edit comes back. */
  function leave() {
    if (mode.edit) field.value = mode.kept;
    become({});
    field.focus();
  }

  /** Begin an answer {reply, quote} or an edit {edit, version} of this text. */
  function begin(next, text) {
    const kept = mode.edit ? mode.kept : field.value;
    if (mode.edit) field.value = kept;
    become({ ...next, kept });
    if (next.edit) field.value = text;
    field.focus();
    form.scrollIntoView({ block: "nearest" });
  }

  /** Who may write now: the grant of the server, with its reason. */
  function allow({ abilities, notice: why }) {
    may.clear();
    abilities.forEach((ability) => may.add(ability));
    if (why || may.has("chat")) because = why ?? "";
    show(may.has("chat"), because);
  }

  /** Changed rules of the room. */
  function rules({ locked, speaking, slow: seconds, reason: why }) {
    slow.textContent = seconds ? word("slow", { n: seconds }) : "";
    const rule = locked ? "locked" : speaking === "moderators" && "moderators-only";
    if (rule && !may.has("moderate")) show(false, [word(rule), why && `${word("reason")} ${why}`].filter(Boolean).join(" "));
    else show(may.has("chat"), because);
  }

  /** The state of the connection, and the line that says so. */
  function connected(name, line) {
    halted = { "no-access": name, "signed-out": "kept", behind: "kept" }[name];
    link = name === "ok" ? [] : [...line.cloneNode(true).childNodes];
    show(isOpen, reason);
  }

  // Who was writing is led to the reason; everybody else hears it.
  function show(open, text) {
    const wrote = form.contains(document.activeElement);
    const isNew = text && text !== reason;
    [isOpen, reason] = [open, text];
    form.hidden = !open || halted === "no-access";
    const kept = form.hidden && field.value.trim() ? word("draft-kept") : "";
    notice.replaceChildren([text, kept].filter(Boolean).join("\n"), text && link.length ? "\n" : "", ...link);
    notice.hidden = !notice.textContent;
    if (wrote && form.hidden) notice.focus();
    else if (isNew) announcer.say(notice.textContent);
    tellOutbox();
  }

  function tellOutbox() {
    halt(halted ?? (isOpen ? undefined : "held"));
  }

  /** What was loaded for writing: files, names, saving of edits. */
  const equip = (brought) => Object.assign(kit, brought);

  return {
    form,
    field,
    begin,
    equip,
    allow,
    rules,
    connected,
    leave,
    tell,
    get mode() {
      return mode;
    },
  };
}
