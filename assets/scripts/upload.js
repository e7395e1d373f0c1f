// Sends files in parts that continue after a broken connection; without this script the form sends one file itself.
// On the list, files dropped anywhere go straight into the folder that is shown. Words come from data attributes.
import { Batch } from "./upload/batch.js";

const form = document.querySelector("[data-upload]");
forgetNews();
if (form) setUp(form, new Batch(form));

function setUp(form, batch) {
  const input = form.querySelector("input[type=file]");
  if (!input) return; // the file has arrived, only a question is open
  input.multiple = "multiple" in form.dataset;
  form.querySelector("[data-upload-drop]").hidden = false;
  if ("instant" in form.dataset) dropAnywhere(form, batch);
  else sendOnSubmit(form, batch, input);
}

function sendOnSubmit(form, batch, input) {
  for (const type of ["dragover", "drop"]) form.addEventListener(type, (event) => event.preventDefault());
  form.addEventListener("drop", ({ dataTransfer }) => {
    if (!dataTransfer.files.length) return;
    input.files = dataTransfer.files;
    showChosen(form, batch, input);
  });
  input.addEventListener("change", () => showChosen(form, batch, input));
  batch.questions.onChange = () => showAsking(form, batch);
  batch.onMoving = (moving) => {
    setBusy(form, moving);
    if (moving) return;
    keepChosen(input, batch.rows.filter(({ answer }) => !answer).map(({ file }) => file));
    leaveIfDone(batch);
  };
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return; // the server says what is missing
    event.preventDefault();
    if (form.hasAttribute("data-busy")) return;
    const files = [...input.files];
    batch.clear();
    batch.send(files);
  });
}

/** When all files have come, go on to the only one, or to the list, which says how many they were. */
function leaveIfDone({ rows, form }) {
  const answers = rows.map(({ answer }) => answer);
  if (!answers.length || !answers.every(Boolean)) return;
  const [{ url, list = form.dataset.done }] = answers;
  const several = answers.length > 1;
  const address = new URL(several || "instant" in form.dataset ? list : url, window.location.href);
  if (several) address.searchParams.set("hochgeladen", answers.length);
  window.location.assign(address);
}

/** Take "so many files have come" out of the address: it has been said, and would be said again by a reload. */
function forgetNews() {
  const address = new URL(window.location.href);
  if (!address.searchParams.has("hochgeladen")) return;
  address.searchParams.delete("hochgeladen");
  window.history.replaceState(window.history.state, "", address);
}

/** Name the files that are chosen if they are several (one is named by the browser); then they have no own title. */
function showChosen(form, batch, input) {
  const names = [...input.files].map(({ name }) => {
    return Object.assign(document.createElement("li"), { className: "row", textContent: name });
  });
  const several = names.length > 1;
  batch.list.replaceChildren(...(several ? names : []));
  batch.list.hidden = !several;
  for (const field of form.querySelectorAll("[name=title], [name=description]")) {
    field.closest(".kern-form-input").hidden = several;
  }
}

/** Say on the button that a question waits; who stands there is taken to the first answer. */
function showAsking(form, batch) {
  const send = form.querySelector("[type=submit]");
  send.querySelector(".kern-label").textContent = batch.questions.size ? form.dataset.textAsks : form.dataset.textBusy;
  if (document.activeElement === send) batch.list.querySelector("[data-answer]")?.focus();
}

/** Leave only these files chosen, so that sending the form again does not send the others twice. */
function keepChosen(input, files) {
  const left = new DataTransfer();
  for (const file of files) left.items.add(file);
  input.files = left.files;
}

function setBusy(form, busy) {
  const send = form.querySelector("[type=submit]");
  const label = send.querySelector(".kern-label");
  if (busy === form.hasAttribute("data-busy")) return;
  form.toggleAttribute("data-busy", busy);
  send.setAttribute("aria-disabled", String(busy));
  if (busy) send.dataset.words = label.textContent;
  label.textContent = busy ? form.dataset.textBusy : send.dataset.words;
}

function dropAnywhere(form, batch) {
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const show = (over) => {
    form.classList.toggle("is-over", over);
    form.hidden = !over && batch.list.hidden;
  };
  batch.onMoving = (moving) => {
    show(false);
    if (!moving) leaveIfDone(batch);
  };
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || show(false));
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    batch.send([...event.dataTransfer.files]);
    form.scrollIntoView({ block: "nearest" });
  });
}
