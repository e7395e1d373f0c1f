// Puts a link to a document of the group into the text of a post.
import { chooseDocument } from "./parts/document_picker.js";

for (const way of document.querySelectorAll("[data-insert-document]")) {
  way.addEventListener("click", async (event) => {
    const field = document.getElementById(way.dataset.insertDocument);
    if (!field) return; // the link leads to a page with the same choice
    event.preventDefault();
    const chosen = await chooseDocument(way.dataset.picker).catch(() => undefined);
    if (chosen === undefined) return open(way.href, "_blank", "noopener");
    if (chosen) insert(field, chosen);
    (chosen ? field : way).focus();
  });
}

function insert(field, { title, url }) {
  const before = field.value.slice(0, field.selectionStart);
  const gap = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(`${gap}[${title.replace(/([\\`*_[\]<>~])/g, "\\$1")}](${url})`, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
