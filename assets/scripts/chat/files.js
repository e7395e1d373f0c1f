// The files of a message that is being written. What uploads them is loaded when it is needed.
import { data, find, word } from "./page.js";

const MOST = 5;

export function createFiles(form, announcer, tools) {
  const input = find("[data-file-input]", form);
  const button = find("[data-attach]", form);
  const self = {
    list: [], // {name, id}; without an id it is still on its way
    form,
    button,
    announcer,
    clear() {
      self.list = [];
      find("[data-files]", form).replaceChildren();
    },
  };
  find("[data-plain-files]", form)?.remove();
  if (!data.upload) return self;

  button.hidden = false;
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  for (const name of ["dragover", "drop"]) form.addEventListener(name, (event) => event.preventDefault());
  form.addEventListener("drop", (event) => take([...event.dataTransfer.files]));
  return self;

  async function take(files) {
    const state = find("[data-composer-state]", form);
    const brought = await tools();
    if (!brought) state.textContent = word("not-done");
    for (const file of brought ? files : []) {
      if (self.list.length < MOST) brought.upload(file, self);
      else state.textContent = word("files-many", { n: MOST });
    }
  }
}
