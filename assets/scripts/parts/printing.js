// Shows what only makes sense with a script, [data-print], and lets it, or the button in it, print the page.
export function setUpPrinting() {
  for (const place of document.querySelectorAll("[data-print]")) {
    place.hidden = false;
    const button = place.matches("button") ? place : place.querySelector("button");
    button?.addEventListener("click", () => window.print());
  }
}
