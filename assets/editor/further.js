// On a phone the row of tools is wider than the screen: an arrow at its edge says so and moves the row, back at its end.
// By key the focus moves it, and screen readers find all tools, so that the arrow is no tool of its own.
export function showFurther(row) {
  const arrow = document.createElement("button");
  Object.assign(arrow, { type: "button", className: "editor-bar__further", tabIndex: -1, ariaHidden: "true" });
  row.append(arrow);
  const isAtEnd = () => row.scrollLeft + row.clientWidth >= row.scrollWidth - 8;
  const show = () => {
    arrow.hidden = row.scrollWidth - (arrow.hidden ? 0 : arrow.offsetWidth) <= row.clientWidth;
    arrow.textContent = isAtEnd() ? "‹" : "›";
  };
  arrow.addEventListener("click", () => {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    const left = isAtEnd() ? 0 : row.scrollLeft + row.clientWidth * 0.75;
    row.scrollTo({ left, behavior });
  });
  row.addEventListener("scroll", show, { passive: true });
  new ResizeObserver(show).observe(row);
}
