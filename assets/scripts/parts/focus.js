// After a submitted form: the error summary, else the message of what was done, gets the focus.
// A link that leads to a composer ("Antworten", "Zitieren") leads into its field, behind what stands there.
export function focusOnLoad() {
  const summary = document.querySelector("[data-error-summary]");
  if (summary && !summary.closest("[data-no-focus]")) {
    summary.focus();
    return;
  }
  const field = document.querySelector("[data-focus-field]:target textarea");
  if (field) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    return;
  }
  if (!location.hash) document.querySelector("[data-flash]")?.focus({ preventScroll: true });
}
