// What is pasted or dropped: too much at once is refused before it is in the text; in suggest mode only words come in.
const HEAVIEST = 500_000; // bytes of a change as it is sent, about; the server takes 768 KB

export function handlePaste(event, slice, editor, { refuse }) {
  if (isTooMuch(slice)) {
    refuse();
    return true;
  }
  if (!editor.storage.suggest.isOn) return false;
  const text = (event.clipboardData?.getData("text/plain") ?? "").replaceAll(/\s+/g, " ");
  editor.view.dispatch(editor.state.tr.insertText(text).scrollIntoView());
  return true;
}

export function handleDrop(slice, { refuse }) {
  const isRefused = isTooMuch(slice);
  if (isRefused) refuse();
  return isRefused;
}

// Weighed is what comes into the text, not what another program sends along: many short lines weigh more than their letters.
function isTooMuch({ content }) {
  const encoder = new TextEncoder();
  const bytes = (text) => encoder.encode(text).length;
  let weight = 0;
  content.descendants((node) => {
    weight += node.isText ? bytes(node.text) : 50;
    for (const value of Object.values(node.attrs)) if (value !== null) weight += 20 + bytes(JSON.stringify(value));
    for (const { attrs } of node.marks) weight += 40 + 2 * bytes(JSON.stringify(attrs));
    return weight <= HEAVIEST;
  });
  return weight > HEAVIEST;
}
