// Messages arrive alike for everybody; this adds what depends on who reads: own ones, words, reactions as buttons.
import { all, data, find, language, make, root, word } from "./page.js";

const zone = { timeStyle: "short", timeZone: "Europe/Berlin" };
const EXACT = new Intl.DateTimeFormat(language, { dateStyle: "full", ...zone });
const MOMENT = new Intl.DateTimeFormat(language, { dateStyle: "medium", ...zone });

export const KINDS = ["agree", "helpful", "thanks", "question"];

export function decorate(item) {
  item.tabIndex = -1;
  if (item.dataset.author === data.me && !item.classList.contains("is-own")) {
    item.classList.add("is-own");
    find(".message__author", item).after(" ", make("span", "tag", word("you")));
  }
  for (const element of all("[data-word]", item)) {
    const key = `data-word-${element.dataset.word}`;
    if (root.hasAttribute(key)) element.textContent = root.getAttribute(key);
  }
  for (const time of all("time", item)) {
    const moment = new Date(time.dateTime);
    time.title = EXACT.format(moment);
    if (time.dataset.local) time.textContent = MOMENT.format(moment);
  }
  all(".message__reactions > li", item).forEach(toggle);
  if (find(".message__head", item)) addMore(item);
  seal(item);
}

/** Links and buttons in a message are no stops of the Tab key until the message is entered. */
export function seal(item, index = -1) {
  for (const element of all("a, button", item)) element.tabIndex = index;
}

function toggle(entry) {
  const { kind, people } = entry.dataset;
  const button = make("button", "reaction", ...entry.childNodes);
  button.type = "button";
  button.dataset.act = `react-${kind}`;
  button.ariaPressed = String(people.split(" ").includes(data.me));
  entry.append(button);
}

/** The words in the actions are pressed like those under the message. */
export function press(item) {
  for (const button of all(".message__actions [aria-pressed]", item)) {
    button.ariaPressed = String(hasReacted(item, button.dataset.act.slice(6)));
  }
}

/** Whether this person has added a word to a message. */
export function hasReacted(item, kind) {
  return find(`.message__reactions [data-act="react-${kind}"]`, item)?.ariaPressed === "true";
}

// Where nothing hovers, a word opens the actions (parts/messages.js).
function addMore(item) {
  const button = make("button", "text-action message__more", word("more"));
  button.type = "button";
  button.dataset.act = "open";
  button.ariaExpanded = "false";
  find(".message__head", item).append(button);
}
