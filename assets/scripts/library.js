// The list of documents: what is ticked is counted, and what can be done with it shows only then.
// Without this script the actions stand below the list from the beginning. Words come from data attributes.
const form = document.querySelector("[data-choosing]");
if (form) setUp(form);

function setUp(form) {
  const all = form.querySelector("[data-tick-all]");
  const said = form.querySelector("[data-ticked]");
  const actions = form.querySelectorAll("[data-chosen]");
  const ticks = [...form.querySelectorAll(".row .tick input")];
  const head = form.querySelector("[data-choosing-head]");
  head.hidden = false;

  const show = (spoken = true) => {
    const count = ticks.filter((tick) => tick.checked).length;
    all.checked = count === ticks.length;
    all.indeterminate = count > 0 && count < ticks.length;
    for (const part of actions) part.hidden = count === 0;
    head.classList.toggle("is-open", count > 0);
    for (const tick of ticks) tick.closest(".row").classList.toggle("is-ticked", tick.checked);
    if (spoken) said.textContent = words(count);
  };
  const words = (count) => {
    if (!count) return form.dataset.textNone;
    return count === 1 ? form.dataset.textOne : form.dataset.textMany.replace("{n}", count);
  };

  form.addEventListener("change", ({ target }) => {
    if (target === all) for (const tick of ticks) tick.checked = all.checked;
    if (target === all || ticks.includes(target)) show();
  });
  form.querySelector("[data-untick]").addEventListener("click", () => {
    for (const tick of ticks) tick.checked = false;
    all.focus();
    show();
  });
  // Sent without a target, the page would come back with nothing ticked.
  form.addEventListener("submit", (event) => {
    const words = event.submitter?.dataset.needsTarget;
    const { target } = form.elements;
    if (!words || target.value) return;
    event.preventDefault();
    target.setCustomValidity(words);
    target.reportValidity();
  });
  // Before the browser asks the fields: another action needs no target.
  form.addEventListener("click", () => form.elements.target?.setCustomValidity(""));
  // Browsers tick again what was ticked when they come back to a page, some only after this has run.
  addEventListener("pageshow", () => show(ticks.some((tick) => tick.checked)));
  show(false);
}
