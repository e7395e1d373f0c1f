// Sends files in parts that continue after a broken connection; without this script the form sends one file itself.
// States are shown beside each file, and said to screen readers in one status line; words come from data attributes.
import { Cancelled, Refused, Transfer } from "./upload/transfer.js";

const SPOKEN_EVERY = 25; // per cent

const form = document.querySelector("[data-upload]");
if (form) setUp(form.querySelector("input[type=file]"));

function setUp(input) {
  input.multiple = "multiple" in form.dataset;
  form.querySelector("[data-upload-drop]").hidden = false;
  for (const type of ["dragover", "drop"]) form.addEventListener(type, (event) => event.preventDefault());
  form.addEventListener("drop", ({ dataTransfer }) => {
    if (dataTransfer.files.length) input.files = dataTransfer.files;
  });
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return; // the server says what is missing
    event.preventDefault();
    if (!form.hasAttribute("data-busy")) sendAll(input);
  });
}

function words(name, values = {}) {
  return form.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

function say(text) {
  form.querySelector("[data-upload-status]").textContent = text;
}

async function sendAll(input) {
  const files = [...input.files];
  const rows = files.map(newRow);
  const list = form.querySelector("[data-upload-list]");
  list.replaceChildren(...rows.map((row) => row.item));
  list.hidden = false;
  const stop = new AbortController();
  const askFirst = (event) => event.preventDefault();
  form.querySelector("[data-upload-cancel]").onclick = () => stop.abort();
  setBusy(true);
  window.addEventListener("beforeunload", askFirst);
  const done = [];
  for (const [index, file] of files.entries()) {
    done.push(await sendOne(file, rows[index], stop.signal, files.length));
  }
  window.removeEventListener("beforeunload", askFirst);
  setBusy(false);
  keepChosen(input, files.filter((_file, index) => !done[index]));
  if (done.every(Boolean)) window.location.assign(done.length === 1 ? done[0] : form.dataset.done);
}

/** Leave only these files chosen, so that sending the form again does not send the others twice. */
function keepChosen(input, files) {
  const left = new DataTransfer();
  for (const file of files) left.items.add(file);
  input.files = left.files;
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
  const token = form.elements.csrfmiddlewaretoken.value;
  const transfer = new Transfer({ begin: form.dataset.begin, token, signal });
  try {
    if (signal.aborted) throw new Cancelled();
    say(words("textBegin", { name: file.name }));
    const upload = await transfer.run(file, {
      onProgress: (sent) => showProgress(row, file, sent),
      onBroken: (received) => showState(row, file, words("textWaiting", { percent: share(received, file) })),
    });
    const { url } = await transfer.post(form.action, contentOf(upload, count));
    transfer.forget(file);
    row.bar.value = 100;
    row.state.textContent = words("textWhole");
    say(words("textWholeOf", { name: file.name }));
    return url;
  } catch (error) {
    if (error instanceof Cancelled) await transfer.giveUp(file);
    showState(row, file, reasonOf(error, file));
    return null;
  }
}

function reasonOf(error, file) {
  if (error instanceof Cancelled) return words("textCancelled");
  if (error instanceof Refused) return error.status === 401 ? words("textSignedOut") : error.message;
  return words("textFailed", { name: file.name });
}

/** What the form itself would send, with the finished upload in place of the file; a title fits one file only. */
function contentOf(upload, count) {
  const body = new FormData(form);
  body.delete("file");
  body.set("upload", upload.id);
  if (count > 1) body.delete("title");
  return body;
}

function showState(row, file, text) {
  row.state.textContent = text;
  say(`${file.name}: ${text}`);
}

function showProgress(row, file, sent) {
  const percent = share(sent, file);
  row.bar.value = percent;
  row.state.textContent = words("textProgress", { percent, size: sizeOf(file) });
  if (percent < row.spoken + SPOKEN_EVERY) return;
  row.spoken = percent - (percent % SPOKEN_EVERY);
  say(words("textProgressOf", { name: file.name, percent }));
}

function share(bytes, file) {
  return Math.min(100, Math.floor((100 * bytes) / file.size));
}

function sizeOf(file) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return file.size < 1048576 ? `${format.format(file.size / 1024)} KB` : `${format.format(file.size / 1048576)} MB`;
}
