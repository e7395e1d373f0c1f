// On a phone the row of tabs scrolls: bring the open one into view without moving the page. The row comes a second
// time when its counts have been loaded.
export function setUpTabs() {
  showCurrentTab();
  document.addEventListener("htmx:afterSettle", showCurrentTab);
}

function showCurrentTab() {
  for (const list of document.querySelectorAll("[data-tabs] .tabs__list")) {
    const current = list.querySelector("[aria-current]");
    if (!current) continue;
    const place = current.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    list.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
  }
}
