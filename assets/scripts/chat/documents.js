// Documents of the group's library that go with a message: in its list they stand beside uploaded files.
import { chooseDocument } from "../parts/document_picker.js";
import { find, word } from "./page.js";
import { MOST } from "./files.js";

export async function chooseFor(composer, files) {
  const button = find("[data-documents]", composer.form);
  if (files.list.length >= MOST) return composer.tell(word("files-many", { n: MOST }), true);
  const document = await chooseDocument(button.dataset.documents).catch(() => undefined);
  if (document === undefined) return composer.tell(word("not-done"), true);
  const id = document && `document:${document.id}`;
  if (id && !files.list.some((one) => one.id === id)) files.add(document.title, id);
  button.focus();
}
