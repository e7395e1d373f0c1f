// The part of the room's history that the page shows: older and newer messages are fetched when one comes near them,
// places and focus stay. Where newer ones follow, live messages are only counted.
import { all, counted, data, find, word } from "./page.js";
import { newLine, parse } from "./feed.js";

const MOST_ITEMS = 400;
const SLOW_AFTER = 400;
const NEAR = "600px";

export function createHistory(feed) {
  const { list } = feed;
  const [older, newer] = ["older", "newer"].map((name) => find(`[data-${name}]`));
  const button = find("[data-to-end]");
  const mark = find("[data-end-mark]");
  const asking = new Set(); // for each request under way, what came in meanwhile
  let count = 0;
  let newest = Number(data.head);

  const self = {
    get isLive() {
      return newer.hidden;
    },
    /** Whether the newest messages are in view. */
    get atEnd() {
      return self.isLive && mark.getBoundingClientRect().top <= innerHeight;
    },
    toEnd,
    showEnd,
    apply,
    cleared() {
      count = 0;
      find(".new-line", list)?.remove();
      showButton();
    },
  };

  for (const end of [older, newer]) {
    find("a", end).addEventListener("click", (event) => {
      event.preventDefault();
      load(end);
    });
    end.watch = new IntersectionObserver(([entry]) => entry.isIntersecting && load(end), { rootMargin: NEAR });
    end.watch.observe(end);
  }
  button.addEventListener("click", async () => {
    await showEnd();
    feed.last?.focus({ preventScroll: true });
  });
  new IntersectionObserver(() => showButton()).observe(mark);
  return self;

  /** Show the messages of some events; returns those that nobody has seen yet. */
  function apply(events) {
    const wasAtEnd = self.atEnd;
    const fresh = steady(wasAtEnd, () => events.map(one).filter(Boolean));
    const others = fresh.filter((item) => item.dataset.author !== data.me);
    if (!wasAtEnd || document.hidden) count += others.length;
    // What came while nobody looked is found again below a line.
    if (document.hidden && others[0]?.isConnected && !find(".new-line", list)) others[0].before(newLine(word("new-from-here")));
    feed.lineDays();
    if (wasAtEnd) {
      trim(true);
      toEnd();
    }
    showButton();
    return fresh;
  }

  function one(event) {
    const item = find(".message", parse(event.html));
    const old = feed.at(item.dataset.position) ?? feed.waiting(event.client);
    const isNew = event.position > newest;
    newest = Math.max(newest, event.position);
    for (const events of asking) events.push(event);
    // Never an earlier state over a later one: what has been hidden or removed stays so.
    if (event.change && old?.dataset.change >= event.change) return null;
    item.dataset.change = event.change;
    const inside = !feed.first || older.hidden || event.position > Number(feed.first.dataset.position);
    if (old || (self.isLive && inside)) feed.show(item, old);
    return isNew && item;
  }

  // What stands in the window keeps its place while something above it changes.
  function steady(wasAtEnd, change) {
    const held = wasAtEnd ? null : feed.messages.find((item) => item.getBoundingClientRect().top >= 0);
    const before = held?.getBoundingClientRect().top;
    const result = change();
    const now = held && document.getElementById(held.id);
    if (now) scrollBy(0, now.getBoundingClientRect().top - before);
    return result;
  }

  async function fetchItems(query) {
    const events = [];
    asking.add(events);
    try {
      const response = await fetch(`${data.url}?teil=1${query}`);
      if (!response.ok || response.redirected) throw new Error(`status ${response.status}`);
      const part = parse(await response.text());
      const { older: before, newer: after, head } = find("[data-older]", part).dataset;
      return { items: all(".message", part), older: before, newer: after, head, events };
    } finally {
      asking.delete(events);
    }
  }

  async function load(end) {
    if (end.busy || end.hidden) return;
    const link = find("a", end);
    const state = find("[data-state]", end);
    const isOlder = end === older;
    const hadFocus = link === document.activeElement;
    end.busy = true;
    list.ariaBusy = "true";
    const slow = setTimeout(() => (state.textContent = word("loading")), SLOW_AFTER);
    try {
      const part = await fetchItems(`&${isOlder ? "vor" : "nach"}=${end.dataset.at}`);
      steady(false, () => {
        fill(part, end, isOlder ? part.older : part.newer);
        trim(!isOlder);
      });
      if (end.hidden && hadFocus) (part.items.at(isOlder ? -1 : 0) ?? feed.last).focus({ preventScroll: true });
      state.textContent = "";
      // Looks again: after a short page the end may still be near.
      end.watch.unobserve(end);
      end.watch.observe(end);
    } catch {
      state.textContent = word("not-loaded");
      link.textContent = word("load-again");
    } finally {
      clearTimeout(slow);
      list.ariaBusy = null;
      end.busy = false;
    }
  }

  // The items of a part, where the page ends now, and what came in while they were fetched.
  function fill({ items, head, events }, end, position) {
    for (const item of items) {
      item.dataset.change = head;
      if (!feed.at(item.dataset.position)) feed.show(item);
    }
    reach(end, position);
    events.forEach(one);
    feed.lineDays();
  }

  // Where the page ends: more is at this position, or nothing.
  function reach(end, position) {
    end.dataset.at = position || "";
    end.hidden = !position;
    find("a", end).textContent = word(end === older ? "older" : "newer");
    find("a", end).href = `?${end === older ? "vor" : "nach"}=${position}`;
  }

  // The page stays light: what is far from where one reads goes, and is fetched again when needed.
  function trim(fromTop) {
    const shown = feed.messages;
    const over = shown.length - MOST_ITEMS;
    if (over <= 0) return;
    const gone = fromTop ? shown.slice(0, over) : shown.slice(-over);
    if (gone.some((item) => item.contains(document.activeElement))) return;
    gone.forEach((item) => item.remove());
    feed.lineDays();
    const edge = fromTop ? feed.first : feed.last;
    reach(fromTop ? older : newer, edge.dataset.position);
  }

  function showButton() {
    const atEnd = self.atEnd;
    if (atEnd && !document.hidden) count = 0;
    button.hidden = atEnd || !feed.last;
    button.firstElementChild.textContent = count ? word("to-end-new", { new: counted("new", count) }) : word("to-end");
  }

  // Scrolls down only: somebody who reads below the composer stays there.
  function toEnd() {
    const last = find("form.composer:not([hidden])") ?? mark;
    if (last.getBoundingClientRect().bottom > innerHeight) last.scrollIntoView({ block: "end" });
    showButton();
  }

  /** Go to the newest messages, also from older history. */
  async function showEnd() {
    if (!self.isLive) {
      try {
        const part = await fetchItems("");
        for (const item of all(".message[data-position], .day-line, .new-line", list)) item.remove();
        reach(older, part.older);
        fill(part, newer, null);
      } catch {
        find("[data-state]", newer).textContent = word("not-loaded");
        return;
      }
    }
    toEnd();
  }
}
