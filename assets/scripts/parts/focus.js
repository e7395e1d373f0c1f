// After a submitted form: the error summary, else the message of what was done, gets the focus.
export function focusOnLoad() {
  const summary = document.querySelector("[data-error-summary]");
  if (summary && !summary.closest("[data-no-focus]")) {
    summary.focus();
    return;
  }
  if (!location.hash) document.querySelector("[data-flash]")?.focus({ preventScroll: true });
}
