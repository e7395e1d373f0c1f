// What one can do with a message: made when pointer or focus comes to it, carried out here.
import { action, all, data, find, make, may, pause, word } from "./page.js";
import { hasReacted, KINDS, seal } from "./decorate.js";
import { createEditing } from "./editing.js";
import { stateOf } from "./outbox_item.js";

const COPIED_FOR = 3_000;
const EDGE = 8; // px between a menu and the edge of the window
const LEAST = 160;

/** A message's own address; its pages stand below it. */
const addressOf = (item) => find(".message__time a", item).href;

export function createActions(feed, connection, composer, announcer) {
  const { list } = feed;
  const editing = createEditing(connection, composer, announcer);
  const able = { open: prepare, menu, reply, edit, remove, "remove-now": removeNow, keep, copy };

  for (const name of ["pointerover", "focusin"]) list.addEventListener(name, (event) => prepare(event.target.closest(".message")));
  list.addEventListener("click", (event) => {
    const quoted = event.target.closest("[data-quoted]");
    if (quoted) return goTo(quoted, event);
    const control = event.target.closest("[data-act]");
    const act = control?.dataset.act ?? "";
    const item = event.target.closest(".message");
    if (control?.closest(".message__menu.is-open .message__list")) escape(item);
    if (act.startsWith("react-")) react(item, act.slice(6), control);
    else if (item?.dataset.version) able[act]?.(item, control, event);
  });
  document.addEventListener("click", ({ target }) => {
    for (const button of all('[data-act="menu"][aria-expanded="true"]', list)) if (!button.parentElement.contains(target)) menu(null, button);
  });

  /** Make the actions of a message, if it has any and they are not there yet. */
  function prepare(item) {
    if (!item?.dataset.version || item.dataset.state === "removed" || find(".message__actions", item)) return;
    const bar = make("div", "message__actions actions");
    const mine = item.dataset.author === data.me;
    const shown = item.dataset.state === "shown";
    if (shown && may.has("chat")) {
      bar.append(action("reply"), reaction(item, KINDS[0]));
    }
    const links = menuOf(item, mine, shown);
    const button = action("menu");
    const entries = make("ul", "message__list", ...links.map((link) => make("li", "", link)));
    button.ariaExpanded = "false";
    bar.append(make("div", "message__menu", button, entries));
    find(".message__content", item).append(bar);
    seal(item);
  }

  function menuOf(item, mine, shown) {
    const base = addressOf(item);
    const moderates = may.has("moderate");
    const mute = data.mute?.replace("/0/", `/${item.dataset.author}/`);
    const others = shown && may.has("chat") ? KINDS.slice(1).map((kind) => reaction(item, kind)) : [];
    return [
      ...others,
      shown && mine && may.has("chat") && action("edit", `${base}bearbeiten/`),
      shown && mine && may.has("chat") && action("remove"),
      shown && action("copy", base),
      item.dataset.version > 1 && (mine || moderates) && action("versions", `${base}fassungen/`),
      shown && may.has("discuss") && action("discuss", `${base}diskussion/`),
      shown && !mine && action("report", `${base}melden/`),
      moderates && shown && action("hide", `${base}ausblenden/`),
      moderates && !shown && action("show", `${base}aktionen/`),
      moderates && !mine && shown && action("remove", `${base}entfernen/`),
      moderates && !mine && mute && action("mute", mute),
    ].filter(Boolean);
  }

  function reaction(item, kind) {
    const button = action(`react-${kind}`);
    button.textContent = word(`reaction-${kind}`);
    button.ariaPressed = String(hasReacted(item, kind));
    return button;
  }

  /** After a change of rights or of a message: what is offered is made anew. */
  function renew(item) {
    for (const bar of all(".message[data-version] .message__actions", item ?? list)) {
      if (!bar.contains(document.activeElement)) bar.remove();
    }
  }

  // It opens where there is room for it: below, else above up to the head of the room, and never out of the window.
  function menu(_item, button) {
    const { classList } = button.parentElement;
    const entries = button.nextElementSibling;
    classList.remove("is-above", "is-end");
    entries.style.maxHeight = "";
    button.ariaExpanded = String(classList.toggle("is-open"));
    const { top, bottom } = button.getBoundingClientRect();
    const { height, right } = entries.getBoundingClientRect();
    const above = top - Math.max(0, find(".room-head").getBoundingClientRect().bottom);
    const below = innerHeight - bottom;
    const isAbove = height + EDGE > below && above > below;
    classList.toggle("is-above", isAbove);
    classList.toggle("is-end", right > document.documentElement.clientWidth);
    entries.style.maxHeight = `${Math.max(LEAST, (isAbove ? above : below) - EDGE)}px`;
  }

  /** Close what is open in a message; tells whether something was. */
  function escape(item) {
    const button = find('[data-act="menu"][aria-expanded="true"]', item);
    if (button) menu(item, button);
    else if (find('[data-act="keep"]', item)) keep(item);
    else return false;
    (button ?? item).focus();
    return true;
  }

  function reply(item) {
    const text = find(".message__body", item).textContent.trim().replace(/\s+/g, " ");
    const short = text.length > 140 ? `${text.slice(0, 139)}…` : text;
    item.classList.remove("is-open");
    const more = find(".message__more", item);
    if (more) more.ariaExpanded = "false";
    composer.begin({ reply: Number(item.dataset.position), quote: `${find(".message__author", item).textContent}: ${short}` });
  }

  function edit(item, _link, event) {
    event?.preventDefault();
    return editing.edit(Number(item.dataset.position), `${addressOf(item)}bearbeiten/`);
  }

  // Removing is asked once more, at its place. For those of others the page asks for a reason.
  function remove(item, control) {
    if (control.href) return;
    const away = action("remove-now");
    away.classList.add("text-action--danger");
    const stay = action("keep");
    const question = make("p", "message__ask", word("ask-remove"), " ", away, " ", stay);
    find(".message__actions", item).replaceChildren(question);
    stay.focus();
  }

  function keep(item) {
    find(".message__actions", item).remove();
    prepare(item);
    item.focus({ preventScroll: true });
  }

  async function removeNow(item) {
    if (await carryOut(item, "remove")) item.focus({ preventScroll: true });
    else keep(item);
  }

  async function react(item, kind, button) {
    button.ariaDisabled = "true";
    await carryOut(item, "react", { kind, on: button.ariaPressed !== "true" });
    button.ariaDisabled = null;
  }

  async function carryOut(item, type, values) {
    const position = Number(item.dataset.position);
    try {
      await connection.command(type, { position, ...values });
      return true;
    } catch (error) {
      const text = error.message || word(error.code === "offline" || error.code === "no_answer" ? "not-done" : "refused");
      stateOf(feed.at(position), text);
      announcer.say(text);
      return false;
    }
  }

  async function copy(item, link, event) {
    if (!navigator.clipboard) return; // the link leads to the message; its address can be copied there
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    const text = word("copied");
    const was = find(".message__state", item)?.textContent ?? "";
    stateOf(item, text);
    announcer.say(text);
    await pause(COPIED_FOR);
    const now = feed.at(item.dataset.position);
    if (find(".message__state", now)?.textContent === text) stateOf(now, was === text ? "" : was);
  }

  function goTo(link, event) {
    const target = feed.at(link.dataset.quoted);
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  prepare(find(".message:is(:hover, :focus-within)", list));
  return { prepare, escape, renew, edit, save: editing.save };
}
