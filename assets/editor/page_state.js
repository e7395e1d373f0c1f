// What the page says in words: saved or not, connected or not, who else writes.
const CALM = 400; // milliseconds that "is being saved" stays: the words do not flicker while somebody types

export class PageState {
  constructor(root, words, language) {
    this.box = root.querySelector("[data-connection]");
    this.text = root.querySelector("[data-connection-text]");
    this.first = this.text.textContent; // what the server said stays until there is news
    this.announcer = root.querySelector("[data-announce]");
    this.trouble = root.querySelector("[data-trouble]");
    this.people = root.querySelector("[data-people]");
    Object.assign(this, { words, savedAt: null, wasUnsaved: false });
    // Made now: the first one costs as much as ten frames, and would cost them at the first letter.
    const format = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" };
    this.clock = new Intl.DateTimeFormat(language, format);
    this.list = new Intl.ListFormat(language, { type: "conjunction" });
  }

  showConnection(state) {
    clearTimeout(this.timer);
    if (this.wasUnsaved && !state.unsaved) this.savedAt = new Date();
    this.wasUnsaved = state.unsaved;
    const [kind, words] = this.describe(state);
    this.trouble.hidden = !(state.unsaved && kind !== "ok");
    const delay = !state.unsaved && this.text.textContent === this.words.saving ? CALM : 0;
    // At once: a timer, even of no time, waits behind each key of somebody who types fast, and "saved" would still stand.
    if (delay) this.timer = setTimeout(() => this.say(kind, words), delay);
    else this.say(kind, words);
  }

  describe({ connection, mayWrite, unsaved, refused, closeCode, silence }) {
    const { words } = this;
    if (connection === "closed" && closeCode === 4406) return ["off", words.outdated];
    if (connection === "closed" && closeCode === 4409) return ["off", words.otherPerson];
    if (connection === "closed" && closeCode === 4413) return ["off", words.refused.too_large];
    if (connection === "closed") return ["off", words.closed];
    if (connection === "waiting") {
      if (closeCode === 4401) return ["trouble", words.signedOut];
      return ["trouble", unsaved ? words.brokenUnsaved : words.broken];
    }
    if (connection === "connecting") return ["plain", this.first || words.connecting];
    if (silence === "unanswered") return ["trouble", words.unanswered];
    if (silence) return ["trouble", unsaved ? words.brokenUnsaved : words.broken];
    if (refused) return ["trouble", words.refused[refused] ?? words.refused.other];
    if (!mayWrite) return ["ok", words.readOnly];
    if (unsaved) return ["ok", words.saving];
    return ["ok", this.savedAt ? words.savedAt.replace("{time}", this.clock.format(this.savedAt)) : words.saved];
  }

  say(kind, words) {
    this.box.classList.toggle("connection", kind !== "plain");
    this.box.classList.toggle("connection--trouble", kind === "trouble");
    this.box.classList.toggle("connection--off", kind === "off");
    if (this.text.textContent !== words) this.text.textContent = words;
    // Read out when it matters, not with every letter.
    const isCalm = kind === "plain" || (kind === "ok" && this.kind === "plain");
    if (kind !== this.kind && !isCalm) this.announcer.textContent = words;
    if (kind !== "plain") this.first = "";
    this.kind = kind;
  }

  announce(words) {
    this.announcer.textContent = words;
  }

  showPeople(states, ownKey) {
    const others = new Map();
    for (const { user } of states) if (user?.writes && user.key !== ownKey) others.set(user.key, user);
    const names = [...others.values()].map((user) => user.name);
    const words = names.length === 1 ? this.words.onePersonWrites : this.words.peopleWrite;
    const text = names.length ? words.replace("{names}", this.list.format(names)) : "";
    if (this.people.textContent.endsWith(text) && this.people.childElementCount === others.size) return;
    this.people.replaceChildren(...[...others.values()].slice(0, 5).map(initials), ` ${text}`);
    this.people.hidden = !names.length;
  }
}

function initials(user) {
  const sign = document.createElement("span");
  sign.className = `initials initials--small initials--${/^[a-z]+$/.test(user.colour) ? user.colour : "darkblue"}`;
  if (user.organisation) sign.classList.add("initials--organisation");
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = user.initials;
  return sign;
}
