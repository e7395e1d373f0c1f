// Shows what only makes sense with a script, [data-print], and lets its button print the page.
export function setUpPrinting() {
  for (const place of document.querySelectorAll("[data-print]")) {
    place.hidden = false;
    place.querySelector("button").addEventListener("click", () => window.print());
  }
}
