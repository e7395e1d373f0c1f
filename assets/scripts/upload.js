// Sends files in parts that continue after a broken connection; without this script the form sends one file itself.
// On the list, files dropped anywhere go straight into the folder that is shown. Words come from data attributes.
import { Batch } from "./upload/batch.js";

const form = document.querySelector("[data-upload]");
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
    if (dataTransfer.files.length) input.files = dataTransfer.files;
  });
  form.addEventListener("submit", async (event) => {
    if (!input.files.length) return; // the server says what is missing
    event.preventDefault();
    if (form.hasAttribute("data-busy")) return;
    const files = [...input.files];
    batch.list.replaceChildren();
    setBusy(form, true);
    const urls = await batch.send(files);
    setBusy(form, false);
    keepChosen(input, files.filter((_file, index) => !urls[index]));
    if (urls.every(Boolean)) window.location.assign(urls.length === 1 ? urls[0] : form.dataset.done);
  });
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
  form.toggleAttribute("data-busy", busy);
  send.setAttribute("aria-disabled", String(busy));
  if (busy) send.dataset.words = label.textContent;
  label.textContent = busy ? form.dataset.textBusy : send.dataset.words;
}

function dropAnywhere(form, batch) {
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  let failed = false;
  const show = (over) => {
    form.classList.toggle("is-over", over);
    form.hidden = !over && batch.list.hidden;
  };
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || show(false));
  document.addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    batch.list.hidden = false;
    show(false);
    form.scrollIntoView({ block: "nearest" });
    const urls = await batch.send(files);
    failed ||= !urls.every(Boolean);
    if (!failed && !batch.open) window.location.assign(form.dataset.done);
  });
}
