// The dialogs of the page: an image, a link to something of the group, the list of shortcuts.
import { Choices } from "./choices.js";

function open(dialog, editor, sent) {
  dialog.querySelector("[data-dialog-cancel]").onclick = () => dialog.close();
  const form = dialog.querySelector("form");
  if (form) {
    form.onsubmit = (event) => {
      event.preventDefault();
      sent();
    };
  }
  dialog.onclose = () => editor.view.focus();
  dialog.showModal();
  dialog.scrollTop = 0;
}

function complain(dialog, text, field) {
  dialog.querySelector("[data-choice-error]").hidden = !text;
  dialog.querySelector("[data-choice-error-text]").textContent = text;
  if (text) field?.focus();
}

const text = (name, words) => {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = words;
  return element;
};

function picture({ title, src, thumb }) {
  const image = document.createElement("img");
  Object.assign(image, { src: thumb ?? src, alt: "", loading: "lazy" });
  return [image, text("choice__title", title)];
}

const place = ({ title, kind }) => [text("choice__title", title), text("choice__kind", kind)];

export function askForImage(editor, { urls, words }) {
  const dialog = document.querySelector("[data-image-dialog]");
  const alt = dialog.querySelector("[data-image-alt]");
  const decorative = dialog.querySelector("[data-image-decorative]");
  const choices = (dialog.choices ??= new Choices(dialog, { url: urls.images, key: "images", words, draw: picture }));
  const show = () => (alt.disabled = decorative.checked);
  decorative.onchange = show;
  Object.assign(decorative, { checked: false });
  alt.value = "";
  alt.setAttribute("aria-invalid", "false");
  show();
  complain(dialog, "");
  open(dialog, editor, () => {
    const { chosen } = choices;
    if (!chosen) return complain(dialog, words.chooseImage, choices.search);
    const isMissing = !decorative.checked && !alt.value.trim();
    alt.setAttribute("aria-invalid", String(isMissing));
    if (isMissing) return complain(dialog, words.sayWhatIsSeen, alt);
    dialog.close();
    editor.chain().focus().setPicture({ document: chosen.id, alt: decorative.checked ? "" : alt.value.trim() }).run();
  });
  choices.load();
}

export function askForPlace(editor, { urls, words }) {
  const dialog = document.querySelector("[data-place-dialog]");
  const choices = (dialog.choices ??= new Choices(dialog, { url: urls.places, key: "places", words, draw: place }));
  complain(dialog, "");
  open(dialog, editor, () => {
    const { chosen } = choices;
    if (!chosen) return complain(dialog, words.choosePlace, choices.search);
    dialog.close();
    const link = { type: "link", attrs: { href: chosen.url } };
    const { selection } = editor.state;
    if (!selection.empty && !selection.node) editor.chain().focus().setLink({ href: chosen.url }).run();
    else {
      const content = { type: "text", text: chosen.title, marks: [link] };
      editor.chain().focus().leaveNode().insertContent(content).unsetMark("link").run();
    }
  });
  choices.load();
}

export function showKeys(editor) {
  open(document.querySelector("[data-keys-dialog]"), editor);
}
