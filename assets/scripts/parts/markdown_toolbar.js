// Words above a text field put Markdown around the selection. Written with execCommand where possible: it keeps "undo".
const AROUND = { bold: "**", italic: "*" };
const LINE_START = { list: "- ", quote: "> " };

function replace(field, from, to, text) {
  field.focus();
  field.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function wrap(field, mark) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  replace(field, from, to, mark + value.slice(from, to) + mark);
  field.setSelectionRange(from + mark.length, to + mark.length);
}

function prefixLines(field, prefix) {
  const { selectionStart, selectionEnd: to, value } = field;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lines = value.slice(from, to).split("\n");
  const had = lines.every((line) => line.startsWith(prefix));
  replace(field, from, to, lines.map((line) => (had ? line.slice(prefix.length) : prefix + line)).join("\n"));
}

function link(field) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const words = value.slice(from, to);
  const address = /^https?:\/\/\S+$/.test(words);
  replace(field, from, to, address ? `[](${words})` : `[${words}](https://)`);
  const caret = address || !words ? from + 1 : from + words.length + 3 + "https://".length;
  field.setSelectionRange(caret, caret);
}

function format(field, name) {
  if (AROUND[name]) wrap(field, AROUND[name]);
  else if (LINE_START[name]) prefixLines(field, LINE_START[name]);
  else link(field);
}

// One stop for the Tab key, arrows inside, as toolbars do.
function rove(bar) {
  const tools = [...bar.querySelectorAll("button")];
  tools.forEach((tool, index) => (tool.tabIndex = index ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const index = tools.indexOf(document.activeElement);
    const next = tools[(index + step + tools.length) % tools.length];
    tools.forEach((tool) => (tool.tabIndex = tool === next ? 0 : -1));
    next.focus();
  });
}

export function setUpMarkdownToolbars() {
  for (const bar of document.querySelectorAll("[data-markdown-toolbar]")) {
    const field = document.getElementById(bar.dataset.markdownToolbar);
    if (!field) continue;
    bar.hidden = false;
    rove(bar);
    bar.addEventListener("click", (event) => {
      const tool = event.target.closest("[data-format]");
      if (tool) format(field, tool.dataset.format);
    });
    field.addEventListener("keydown", (event) => {
      const name = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
      if (!name || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      format(field, name);
    });
  }
}
