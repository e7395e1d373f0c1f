// What is pasted: too much at once is refused before it is in the text; in suggest mode only words come in.
import { tidied } from "./foreign.js";

const MOST_PASTED = 200_000; // characters at once; the server takes no larger step
const MOST_READ = 5_000_000; // Word sends ten times the text in styles: they do not count, but they are read

export function handlePaste(event, editor, { refuse }) {
  const read = (kind) => event.clipboardData?.getData(kind) ?? "";
  if (isTooMuch(read("text/plain"), read("text/html"))) {
    refuse();
    return true;
  }
  if (!editor.storage.suggest.isOn) return false;
  const text = read("text/plain").replaceAll(/\s+/g, " ");
  editor.view.dispatch(editor.state.tr.insertText(text).scrollIntoView());
  return true;
}

function isTooMuch(plain, html) {
  if (plain.length > MOST_PASTED || html.length > MOST_READ) return true;
  return html.length > MOST_PASTED && tidied(html).length > MOST_PASTED;
}
