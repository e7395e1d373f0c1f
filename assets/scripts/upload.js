// Sends files in parts that continue after a broken connection; without this script the form sends one file itself.
// States are shown beside each file, and said to screen readers in one status line; all words come from the form's data attributes.

const ATTEMPTS = 8; // without any progress, before the person is asked
const LONGEST_PAUSE = 30_000; // milliseconds
const SPOKEN_EVERY = 25; // per cent

class Refused extends Error {}
class Cancelled extends Error {}

const form = document.querySelector("[data-upload]");
if (form) setUp();

function setUp() {
  const input = form.querySelector("input[type=file]");
  input.multiple = "multiple" in form.dataset;
  form.querySelector("[data-upload-drop]").hidden = false;
  for (const type of ["dragover", "drop"]) form.addEventListener(type, (event) => event.preventDefault());
  form.addEventListener("drop", ({ dataTransfer }) => {
    if (dataTransfer.files.length) input.files = dataTransfer.files;
  });
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return; // the server says what is missing
    event.preventDefault();
    if (!form.hasAttribute("data-busy")) sendAll([...input.files]);
  });
}

function words(name, values = {}) {
  return form.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

const say = (text) => (form.querySelector("[data-upload-status]").textContent = text);

async function sendAll(files) {
  const stop = new AbortController();
  const askFirst = (event) => event.preventDefault();
  form.querySelector("[data-upload-cancel]").onclick = () => stop.abort();
  setBusy(true);
  window.addEventListener("beforeunload", askFirst);
  const list = form.querySelector("[data-upload-list]");
  const rows = files.map(newRow);
  list.replaceChildren(...rows.map((row) => row.item));
  list.hidden = false;
  const done = [];
  for (const [index, file] of files.entries()) done.push(await sendOne(file, rows[index], stop.signal, files.length));
  window.removeEventListener("beforeunload", askFirst);
  setBusy(false);
  if (done.every(Boolean)) window.location.assign(done.length === 1 ? done[0] : form.dataset.done);
}

function setBusy(busy) {
  const send = form.querySelector("[type=submit]");
  const label = send.querySelector(".kern-label");
  form.toggleAttribute("data-busy", busy);
  form.querySelector("[data-upload-cancel]").hidden = !busy;
  send.setAttribute("aria-disabled", String(busy));
  if (busy) send.dataset.words = label.textContent;
  label.textContent = busy ? words("textBusy") : send.dataset.words;
}

function newRow(file) {
  const [item, name, state, bar] = ["li", "strong", "p", "progress"].map((tag) => document.createElement(tag));
  Object.assign(bar, { className: "progress", max: 100, value: 0, ariaLabel: file.name });
  item.className = "row";
  state.className = "row__meta";
  name.textContent = file.name;
  item.append(name, state, bar);
  return { item, state, bar, spoken: 0 };
}

/** Send one file and have it taken into the group. Returns its address, or null where that failed (and is said). */
async function sendOne(file, row, signal, count) {
  try {
    if (signal.aborted) throw new Cancelled();
    say(words("textBegin", { name: file.name }));
    const upload = await transfer(file, row, signal);
    const url = await take(upload, count);
    forget(file);
    row.state.textContent = words("textWhole");
    row.bar.value = 100;
    say(words("textWholeOf", { name: file.name }));
    return url;
  } catch (error) {
    const cancelled = error instanceof Cancelled;
    if (cancelled) await giveUp(file);
    const text = cancelled ? words("textCancelled") : error instanceof Refused ? error.message : null;
    row.state.textContent = text ?? words("textFailed", { name: file.name });
    say(`${file.name}: ${row.state.textContent}`);
    return null;
  }
}

async function transfer(file, row, signal) {
  let upload = (await resume(file)) ?? (await begin(file));
  let failures = 0;
  while (!upload.complete) {
    if (signal.aborted) throw new Cancelled();
    try {
      upload = await sendChunk(file, upload, row, signal);
      failures = 0;
    } catch (error) {
      if (error instanceof Refused || error instanceof Cancelled) throw error;
      failures += 1;
      if (failures > ATTEMPTS) throw error;
      const percent = share(upload.received, file);
      row.state.textContent = words("textWaiting", { percent });
      say(`${file.name}: ${row.state.textContent}`);
      await pause(Math.min(1000 * 2 ** (failures - 1), LONGEST_PAUSE), signal);
      upload = (await resume(file).catch(() => null)) ?? upload;
    }
  }
  return upload;
}

async function begin(file) {
  const body = new FormData();
  body.set("name", file.name);
  body.set("size", file.size);
  const upload = await answerOf(await fetch(form.dataset.begin, { method: "POST", body, headers: headers() }));
  localStorage.setItem(keyOf(file), upload.url);
  return upload;
}

/** Ask how far a known upload of this file is; null where there is none (any more). */
async function resume(file) {
  const url = localStorage.getItem(keyOf(file));
  if (!url) return null;
  const response = await fetch(url, { headers: headers() });
  if (response.status === 404) return forget(file);
  return answerOf(response);
}

function sendChunk(file, upload, row, signal) {
  const from = upload.received;
  const request = new XMLHttpRequest();
  const abort = () => request.abort();
  signal.addEventListener("abort", abort);
  return new Promise((resolve, reject) => {
    request.open("PUT", `${upload.url}?offset=${from}`);
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => show(row, file, from + event.loaded);
    request.onerror = () => reject(new TypeError("network"));
    request.onabort = () => reject(new Cancelled());
    request.onload = () => resolve(new Response(request.responseText || null, { status: request.status }));
    request.send(file.slice(from, from + upload.chunk));
  })
    .then(answerOf)
    .finally(() => signal.removeEventListener("abort", abort));
}

/** Read an answer: its data, a Refused with words for the person, or an error after which a new attempt makes sense. */
async function answerOf(response) {
  const data = await response.json().catch(() => ({}));
  if (response.ok) return data;
  if (response.status === 401) throw new Refused(words("textSignedOut"));
  if (data.message && response.status !== 409) throw new Refused(data.message);
  throw new Error(`status ${response.status}`);
}

async function take(upload, count) {
  const body = new FormData(form);
  body.delete("file");
  body.set("upload", upload.id);
  if (count > 1) body.delete("title");
  const response = await fetch(form.action, { method: "POST", body, headers: headers() });
  return (await answerOf(response)).url;
}

function show(row, file, sent) {
  const percent = (row.bar.value = share(sent, file));
  row.state.textContent = words("textProgress", { percent, size: sizeOf(file) });
  if (percent < row.spoken + SPOKEN_EVERY) return;
  row.spoken = percent - (percent % SPOKEN_EVERY);
  say(words("textProgressOf", { name: file.name, percent }));
}

const share = (bytes, file) => Math.min(100, Math.floor((100 * bytes) / file.size));
const keyOf = (file) => `upload:${form.dataset.begin}:${file.name}:${file.size}:${file.lastModified}`;
const forget = (file) => localStorage.removeItem(keyOf(file)) ?? null;
const headers = () => ({ Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value });

function sizeOf(file) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return file.size < 1024 * 1024 ? `${format.format(file.size / 1024)} KB` : `${format.format(file.size / 1048576)} MB`;
}

async function giveUp(file) {
  const url = localStorage.getItem(keyOf(file));
  forget(file);
  if (url) await fetch(url, { method: "DELETE", headers: headers() }).catch(() => null);
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    window.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(new Cancelled())), { once: true });
  });
}
