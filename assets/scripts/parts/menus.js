// The menu of small screens and the "Mehr" lists are <details>: they work without script. This closes them.
const OPEN = "details[data-menu][open], details.more[open]";

export function setUpMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const details of document.querySelectorAll(OPEN)) {
      const inside = details.contains(document.activeElement);
      details.open = false;
      if (inside) details.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const details of document.querySelectorAll(OPEN)) {
      if (!details.contains(event.target)) details.open = false;
    }
  });
}
