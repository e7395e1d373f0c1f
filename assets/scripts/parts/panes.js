// The live meeting on a small screen: the tabs above the panes (links to their anchors) show one pane at a time.
const SMALL = window.matchMedia("(width < 62em)");

function choose(tabs, id) {
  for (const tab of tabs) {
    const chosen = tab.hash === `#${id}`;
    if (chosen) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
    document.querySelector(tab.hash).hidden = SMALL.matches && !chosen;
  }
}

export function setUpPanes() {
  const list = document.querySelector("[data-panes]");
  if (!list) return;
  const tabs = [...list.querySelectorAll("a[href^='#']")].filter((tab) => document.querySelector(tab.hash));
  if (!tabs.length) return;
  const first = tabs.find((tab) => tab.hash === location.hash) ?? tabs.find((tab) => tab.ariaCurrent) ?? tabs[0];
  let current = first.hash.slice(1);
  const show = () => choose(tabs, current);
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("a[href^='#']");
    if (!tabs.includes(tab)) return;
    event.preventDefault();
    current = tab.hash.slice(1);
    show();
  });
  SMALL.addEventListener("change", show);
  show();
}
