// The files of a message that is being written: chosen by button or dropped on the composer.
import { data, find, word } from "./page.js";
import { addRow, upload } from "./upload.js";

export const MOST = 5; // with documents of the library

export function createFiles(form, announcer) {
  const input = find("[data-file-input]", form);
  const button = find("[data-attach]", form);
  const self = {
    list: [], // {name, id}; without an id it is still on its way
    form,
    button,
    announcer,
    /** A file that is uploaded already, of a message that comes back. */
    add: (name, id) => addRow({ name, id }, self),
    clear() {
      self.list = [];
      find("[data-files]", form).replaceChildren();
    },
  };
  if (!data.upload) return self;

  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  form.addEventListener("drop", (event) => take([...event.dataTransfer.files]));
  return self;

  function take(files) {
    for (const file of files) {
      if (self.list.length < MOST) upload(file, self);
      else find("[data-composer-state]", form).textContent = word("files-many", { n: MOST });
    }
  }
}
