// A dialog in which one chooses a document of the group: searched while one types, by keyboard and by pointer.
const PAUSE = 250; // milliseconds without a letter, then it is searched

/** Open the dialog; it brings {id, title, url} of what was chosen, or null. The focus goes back to where it was. */
export function chooseDocument(address) {
  const dialog = document.createElement("dialog");
  dialog.className = "kern-dialog picker";
  dialog.setAttribute("aria-labelledby", "auswahl-titel");
  let timer;
  let asked = 0;
  let chosen = null;

  return new Promise((resolve, reject) => {
    dialog.addEventListener("close", () => {
      clearTimeout(timer);
      dialog.remove();
      resolve(chosen);
    });
    dialog.addEventListener("click", onClick);
    dialog.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE);
    });
    fetched(address).then((part) => {
      dialog.append(...part.children);
      document.body.append(dialog);
      dialog.showModal();
      dialog.querySelector("input").focus();
    }, reject);
  });

  function onClick({ target }) {
    const button = target.closest("button");
    if (button?.dataset.document) {
      const { document: id, title, url } = button.dataset;
      chosen = { id, title, url };
    }
    if (button || target === dialog) dialog.close();
  }

  async function search() {
    const turn = ++asked;
    const words = dialog.querySelector("input").value;
    const part = await fetched(`${address}?q=${encodeURIComponent(words)}`).catch(() => null);
    // An answer that comes late says nothing about what is written now.
    if (part && turn === asked) dialog.querySelector("[data-results]").replaceWith(part.querySelector("[data-results]"));
  }
}

async function fetched(address) {
  const response = await fetch(address, { headers: { "X-Fragment": "1" }, cache: "no-store" });
  if (!response.ok || response.redirected) throw new Error(response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html").body;
}
