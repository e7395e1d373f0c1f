// Asks for the address of a link, in a dialog of the page.
export function askForLink(editor) {
  const dialog = document.querySelector("[data-link-dialog]");
  const field = dialog.querySelector("input");
  const hint = dialog.querySelector("[data-link-error]");
  const remove = dialog.querySelector("[data-link-remove]");
  const current = editor.getAttributes("link").href ?? "";
  field.value = current;
  remove.hidden = !current;
  show(hint, field, false);

  dialog.onsubmit = (event) => {
    event.preventDefault();
    const address = complete(field.value);
    show(hint, field, !address);
    if (!address) return field.focus();
    dialog.close();
    set(editor, address);
  };
  remove.onclick = () => {
    dialog.close();
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
  };
  dialog.querySelector("[data-link-cancel]").onclick = () => dialog.close();
  dialog.onclose = () => editor.view.focus();
  dialog.showModal();
  field.select();
}

function show(hint, field, isWrong) {
  hint.hidden = !isWrong;
  field.setAttribute("aria-invalid", String(isWrong));
}

function set(editor, href) {
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!editor.state.selection.empty || editor.isActive("link")) chain.setLink({ href }).run();
  else chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
}

// "example.org" and "post@example.org" are meant as addresses; other kinds than pages and mail are refused.
function complete(typed) {
  const text = typed.trim();
  if (/^(https?:\/\/|mailto:)\S+$/i.test(text) || /^\/(?![/\\])\S*$/.test(text)) return text;
  if (/^[^\s:@/]+@[^\s:@/]+\.[^\s:@/]+$/.test(text)) return `mailto:${text}`;
  return /^[^\s:@/]+\.[^\s:@/]+(\/\S*)?$/.test(text) ? `https://${text}` : "";
}
