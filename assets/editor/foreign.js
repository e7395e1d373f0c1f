// Text from elsewhere, before the editor reads it. Word and Outlook write lists as paragraphs with a sign in front, hide
// words in elements of their own, and begin with heading 1 where a page has its title. What only a style says (bold in
// LibreOffice and Google Docs) becomes an element: inline styles are not allowed here, not even to be looked at.
const LIST = /mso-list:\s*l(\d+)\s+level(\d+)/i;
const NUMBERED = /^\(?(\d{1,4}|[a-z]{1,5})[.)]/i;
const STYLED = [
  ["b", /(^|[;\s])font-weight:\s*(bold|[6-9]00)/i],
  ["i", /(^|[;\s])font-style:\s*italic/i],
  ["s", /(^|[;\s])text-decoration[a-z-]*:[^;]*line-through/i],
];
const JUNK = "style, script, meta, link, title, xml, .MsoCommentReference, [data-style*='mso-element:comment'], [data-style*='display:none']";

export function tidied(html) {
  if (!/\sstyle\s*=|<style|<o:p|<h[156]\b/i.test(html)) return html;
  const plain = html.replaceAll(/<style\b[\s\S]*?<\/style>/gi, "");
  const unstyled = plain.replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/\sstyle\s*=/gi, " data-style="));
  const { body } = new DOMParser().parseFromString(unstyled, "text/html");
  clean(body);
  lower(body);
  return body.innerHTML;
}

const styleOf = (part) => part.dataset.style ?? "";

function clean(body) {
  for (const part of body.querySelectorAll(JUNK)) part.remove();
  for (const part of [...body.querySelectorAll("*")].reverse()) if (part.localName.includes(":")) part.replaceWith(...part.childNodes);
  makeLists(body);
  for (const part of body.querySelectorAll("[data-style]")) spell(part);
  for (const part of body.querySelectorAll("p.MsoNormal, p.MsoListParagraph")) {
    if (!part.textContent.trim() && !part.querySelector("img") && !part.closest("td, th")) part.remove();
  }
}

function spell(part) {
  const style = styleOf(part);
  delete part.dataset.style;
  if (part.matches("b, strong") && /(^|[;\s])font-weight:\s*(normal|400)/i.test(style)) return part.replaceWith(...part.childNodes);
  if (!part.matches("span, a, font")) return;
  for (const [name, pattern] of STYLED) {
    if (!pattern.test(style)) continue;
    const fresh = document.createElement(name);
    fresh.append(...part.childNodes);
    part.append(fresh);
  }
}

// A page's own title is its heading 1: what is pasted begins one level lower.
function lower(body) {
  const by = body.querySelector("h1") ? 1 : 0;
  for (const old of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const fresh = document.createElement(`h${Math.min(4, Number(old.localName[1]) + by)}`);
    fresh.append(...old.childNodes);
    old.replaceWith(fresh);
  }
}

function makeLists(body) {
  let open = []; // the lists around the last item, outermost first
  let last = null;
  for (const part of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const [, kind, depth] = LIST.exec(styleOf(part)) ?? [];
    const sign = takeSign(part);
    if (!depth || part.localName !== "p") {
      if (sign) part.prepend(`${sign} `);
      // Behind an item and indented like it: a further paragraph of it.
      if (last && part.className.startsWith("MsoListParagraph") && follows(part, open[0])) last.append(part);
      else [open, last] = [[], null];
      continue;
    }
    if (!follows(part, open[0]) || (Number(depth) === 1 && open[0].dataset.kind !== kind)) open = [];
    open.length = Math.min(open.length, Number(depth));
    const isNew = open.length < Number(depth);
    if (isNew) open = begin(part, open, { kind, sign, last });
    last = document.createElement("li");
    open.at(-1).append(last);
    last.append(part);
  }
}

// Only one level at a time: a list that begins deep, or leaves one out, begins where it is.
function begin(part, open, { kind, sign, last }) {
  const list = document.createElement(NUMBERED.test(sign) ? "ol" : "ul");
  const first = Number.parseInt(sign.replace("(", ""), 10);
  if (list.localName === "ol" && first > 1) list.start = first;
  list.dataset.kind = kind;
  if (open.length) last.append(list);
  else part.before(list);
  return [...open, list];
}

// The paragraph stands right behind the list, apart from white space and comments.
function follows(part, list) {
  let before = part.previousSibling;
  while (before && before !== list && before.nodeType !== Node.ELEMENT_NODE && !(before.nodeType === Node.TEXT_NODE && before.data.trim())) before = before.previousSibling;
  return Boolean(list) && before === list;
}

function takeSign(part) {
  const sign = part.querySelector("[data-style*='mso-list:Ignore' i]");
  const words = sign?.textContent.replaceAll(/\s+/g, " ").trim() ?? "";
  sign?.remove();
  return words;
}
