// The list of messages: puts each one in its place, marks what is mine, draws the day lines.

export class Feed {
  constructor(root) {
    this.root = root;
    this.list = root.querySelector(".feed__list");
    this.announcer = root.querySelector("[data-announce]");
    this.language = document.documentElement.lang;
    this.list.querySelectorAll(".message").forEach((item) => this.markOwn(item));
  }

  get lastPosition() {
    const items = this.list.querySelectorAll(".message[data-position]");
    return items.length ? Number(items[items.length - 1].dataset.position) : 0;
  }

  // Show one event of the log; the same message again replaces the one that is there.
  apply(event) {
    if (event.kind !== "message") return;
    const item = this.parse(event.html);
    const present =
      document.getElementById(item.id) || this.list.querySelector(`.message[data-client="${CSS.escape(event.client)}"]`);
    this.markOwn(item);
    if (present?.dataset.position) {
      present.replaceWith(item);
      return;
    }
    present?.remove();
    this.insert(item);
    this.root.querySelector("[data-empty]")?.remove();
    if (item.dataset.author !== this.root.dataset.me) this.announce(item);
  }

  parse(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    return holder.content.querySelector(".message");
  }

  insert(item) {
    const position = Number(item.dataset.position);
    const later = [...this.list.querySelectorAll(".message")].find(
      (other) => !other.dataset.position || Number(other.dataset.position) > position,
    );
    this.list.insertBefore(item, later || null);
    this.dayLineBefore(item);
  }

  dayLineBefore(item) {
    const day = localDay(new Date(item.dataset.time));
    if (this.list.querySelector(`[data-day="${day}"]`)) return;
    const line = document.createElement("li");
    line.className = "day-line";
    line.dataset.day = day;
    const heading = document.createElement("h2");
    heading.textContent = this.dayName(new Date(item.dataset.time), day);
    line.append(heading);
    this.list.insertBefore(line, item);
  }

  dayName(date, day) {
    const words = new Intl.DateTimeFormat(this.language, {
      weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Berlin",
    }).format(date);
    return day === localDay(new Date()) ? `${this.root.dataset.textToday}, ${words}` : words;
  }

  markOwn(item) {
    if (item.dataset.author !== this.root.dataset.me || item.classList.contains("is-own")) return;
    item.classList.add("is-own");
    const tag = document.createElement("span");
    tag.className = "tag";
    tag.textContent = this.root.dataset.textYou;
    item.querySelector(".message__author").after(" ", tag);
  }

  announce(item) {
    const author = item.querySelector(".message__author").textContent;
    this.announcer.textContent = `${author}: ${item.querySelector(".message__body").textContent.trim()}`;
  }
}

// Days are counted where the group works, also for somebody who is abroad.
function localDay(date) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(date);
}
