// What is pasted: too much at once is refused before it is in the text; in suggest mode only words come in.
const MOST_PASTED = 200_000; // characters at once; the server takes no larger step

export function handlePaste(event, editor, { refuse }) {
  const { clipboardData } = event;
  const length = Math.max(...["text/plain", "text/html"].map((kind) => clipboardData?.getData(kind).length ?? 0));
  if (length > MOST_PASTED) {
    refuse();
    return true;
  }
  if (!editor.storage.suggest.isOn) return false;
  const text = clipboardData?.getData("text/plain").replaceAll(/\s+/g, " ") ?? "";
  editor.view.dispatch(editor.state.tr.insertText(text).scrollIntoView());
  return true;
}
