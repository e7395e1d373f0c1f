// The files of a message that is being written. What uploads them is loaded when the first file is chosen.
import { data, find, make, root, word } from "./page.js";

const MOST = 5;

export function createFiles(form, announcer) {
  const input = find("[data-file-input]", form);
  const button = find("[data-attach]", form);
  const state = find("[data-composer-state]", form);
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
  let upload;
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
    try {
      upload ??= await load();
    } catch {
      state.textContent = word("file-failed");
      return;
    }
    for (const file of files) {
      if (self.list.length < MOST) upload(file, self);
      else state.textContent = word("files-many", { n: MOST });
    }
  }
}

function load() {
  return new Promise((resolve, reject) => {
    const script = make("script", "");
    root.addEventListener("chat:files", (event) => resolve(event.detail), { once: true });
    script.onerror = reject;
    script.src = data.filesScript;
    document.head.append(script);
  });
}
