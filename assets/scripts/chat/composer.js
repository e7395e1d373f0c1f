// Writing: a new message, an answer, or an edit; who may write now, and why not.
import { all, data, find, may, word } from "./page.js";

const TYPING_EVERY = 3_000;

export function createComposer({ connection, announcer, feed, send, tools }) {
  const form = find("form.composer");
  const field = find("textarea", form);
  const notice = find("[data-notice]");
  const slow = find("[data-slow]");
  const about = find("[data-about]", form);
  const state = find("[data-composer-state]", form);
  const label = find("[type=submit] .kern-label", form);
  const submit = label.textContent;
  let mode = answered(); // {reply, quote} or {edit, version, kept}
  let files = { list: [], clear() {} };
  let typed = 0;
  let because = notice.textContent;

  // Before the other scripts of the page: they take a form that is sent for one that leaves the page.
  form.addEventListener("submit", onSubmit, true);
  form.addEventListener("input", onInput, true);
  field.addEventListener("keydown", onKey);
  find("[data-leave]", form).addEventListener("click", leave);
  // The draft of this browser is the new message, never an edit.
  addEventListener("pagehide", () => mode.edit && (field.value = mode.kept), true);
  addEventListener("pageshow", (event) => event.persisted && mode.edit && leave());
  const mention = find("[data-mention]", form);
  mention.hidden = !data.people;
  mention.addEventListener("click", beginMention);
  if (form.hidden) may.delete("chat");
  field.placeholder = word("placeholder");
  find("[data-plain-files]", form)?.remove();
  find("[data-attach]", form).hidden = !data.upload;
  // A file that is dropped never takes the page away.
  for (const name of ["dragover", "drop"]) form.addEventListener(name, (event) => event.preventDefault());

  /** What was loaded for writing: files, completion of names. */
  function equip({ createFiles, setUpMentions }) {
    files = createFiles(form, announcer);
    if (data.people) setUpMentions(form, field, announcer);
  }

  function beginMention() {
    const { selectionStart: at, value } = field;
    field.focus();
    field.setRangeText(at && !/\s/.test(value[at - 1]) ? " @" : "@", at, at, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function answered() {
    const position = Number(find("[name=reply_to]", form)?.value);
    return position ? { reply: position, quote: find("[data-about-text]", form).textContent } : {};
  }

  function onSubmit(event) {
    event.preventDefault();
    const text = field.value.trim();
    state.textContent = "";
    if (files.list.some(({ id }) => !id)) tell(word("files-busy"));
    else if (mode.edit) saveEdit(text);
    else if (text || files.list.length) {
      send({ text, reply_to: mode.reply, quote: mode.quote, files: files.list.map(({ id }) => id), names: files.list.map(({ name }) => name) });
      files.clear();
      field.value = "";
      form.dispatchEvent(new Event("draft:sent"));
      become({});
      field.focus();
    } else complain();
  }

  function complain() {
    field.setCustomValidity(word("empty"));
    field.reportValidity();
    field.setCustomValidity("");
  }

  async function saveEdit(text) {
    if (!text) return complain();
    const { edit: position, version } = mode;
    state.textContent = word("saving");
    try {
      await connection.command("edit", { position, text, version });
      if (mode.edit === position) leave();
      announcer.say(word("saved"));
    } catch (error) {
      tell(`${word("not-saved")} ${error.message ?? ""}`);
    }
  }

  function tell(text) {
    state.textContent = text;
  }

  function onInput(event) {
    if (mode.edit) event.stopPropagation();
    state.textContent = "";
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
    find("[data-about-text]", form).textContent = next.edit ? word("editing") : (next.quote ?? "");
    label.textContent = next.edit ? word("save") : submit;
    form.classList.toggle("is-editing", Boolean(next.edit));
    const hidden = find("[name=reply_to]", form);
    if (hidden) hidden.value = next.reply ?? "";
    state.textContent = "";
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
  }

  /** Who may write now: the grant of the server, with its reason. */
  function allow({ abilities, notice: reason }) {
    may.clear();
    abilities.forEach((ability) => may.add(ability));
    if (reason || may.has("chat")) because = reason ?? "";
    show(may.has("chat"), because);
  }

  /** Changed rules of the room. */
  function rules({ locked, speaking, slow: seconds, reason }) {
    slow.textContent = seconds ? word("slow", { n: seconds }) : "";
    const rule = locked ? "locked" : speaking === "moderators" && "moderators-only";
    if (rule && !may.has("moderate")) show(false, `${word(rule)} ${reason}`);
    else show(may.has("chat"), because);
  }

  function show(isOpen, text) {
    form.hidden = !isOpen;
    notice.textContent = text;
    notice.hidden = !text;
  }

  return { begin, equip, allow, rules };
}
