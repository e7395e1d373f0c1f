// Keeps the text of a form with data-draft-key in this browser until the server has taken it.
//
// Sending only marks the draft as sent. The next page of this site decides: a form of the same key that comes back
// with errors keeps its draft, any other page of somebody signed in means that the text arrived. A lost connection
// shows no page of ours, so the draft is still there afterwards.
const PREFIX = "draft:";
const SENT = "draft-sent";
const LONGEST = 100_000;
const OLDEST = 30 * 24 * 3600 * 1000;

const storage = (() => {
  try {
    localStorage.setItem("draft-try", "");
    localStorage.removeItem("draft-try");
    return localStorage;
  } catch {
    return null;
  }
})();

const fieldOf = (form) => form.querySelector("textarea");
const owner = () => document.body.dataset.user ?? "";
export const keyOf = (form) => `${PREFIX}${owner()}:${form.dataset.draftKey}`;

export function read(key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, text) {
  try {
    if (text.trim()) storage.setItem(key, JSON.stringify({ text: text.slice(0, LONGEST), at: Date.now() }));
    else storage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

export function say(form, at) {
  const place = form.querySelector("[data-draft-state]");
  if (!place) return;
  const language = document.documentElement.lang || "de";
  const clock = new Date(at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  place.textContent = `${document.body.dataset.draftSaved ?? "Entwurf gespeichert"}, ${clock}`;
}

// The sign-in page after an expired session, an error page, and going back from one say that nothing was taken.
function tookIt() {
  const arrival = performance.getEntriesByType("navigation")[0];
  return owner() && arrival?.type === "navigate" && (arrival.responseStatus ?? 200) < 400;
}

function dropWhatArrived(forms) {
  const sent = storage.getItem(SENT);
  if (!sent) return;
  storage.removeItem(SENT);
  if (!tookIt()) return;
  const cameBack = forms.some((form) => keyOf(form) === sent && form.querySelector("[data-error-summary]"));
  if (!cameBack) storage.removeItem(sent);
}

function dropOld() {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(PREFIX) && Date.now() - (read(key)?.at ?? 0) > OLDEST) storage.removeItem(key);
  }
}

function keep(form) {
  const field = fieldOf(form);
  if (!field) return;
  const key = keyOf(form);
  const draft = read(key);
  if (draft && !field.value) {
    field.value = draft.text;
    say(form, draft.at);
  }
  let timer;
  const save = () => {
    clearTimeout(timer);
    if (write(key, field.value) && field.value.trim()) say(form, Date.now());
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 600);
  });
  window.addEventListener("pagehide", () => {
    if (timer && storage.getItem(SENT) !== key) save();
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.name === "preview") return;
    save();
    storage.setItem(SENT, key);
  });
  // Scripts that send by themselves (chat) say so.
  form.addEventListener("draft:sent", () => {
    clearTimeout(timer);
    storage.removeItem(key);
    const place = form.querySelector("[data-draft-state]");
    if (place) place.textContent = "";
  });
}

export function keepDrafts() {
  if (!storage) return;
  const forms = [...document.querySelectorAll("form[data-draft-key]")];
  dropWhatArrived(forms);
  dropOld();
  forms.forEach(keep);
}
