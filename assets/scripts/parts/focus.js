// After a submitted form: the error summary, else the message of what was done, gets the focus.
// A link that leads to a composer ("Antworten", "Zitieren") leads into its field, behind what stands there.
export function focusOnLoad() {
  const summary = document.querySelector("[data-error-summary]");
  if (summary && !summary.closest("[data-no-focus]")) {
    summary.focus();
    return;
  }
  const field = document.querySelector(`[data-focus-field][id="${CSS.escape(location.hash.slice(1))}"] textarea`);
  // Only after the load: going to the place that the address names takes the focus away again.
  if (field) addEventListener("load", () => focusAtEnd(field));
  else if (!location.hash) document.querySelector("[data-flash]")?.focus({ preventScroll: true });
}

function focusAtEnd(field) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
}
