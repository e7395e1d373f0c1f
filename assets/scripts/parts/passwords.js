// "Passwort anzeigen": a row marked with data-password-tools gets a button that shows what is typed into the field.
// Without this script the row has no such button. Before sending, the field is a password again, so that browsers
// do not keep its text among what was typed elsewhere.
export function setUpPasswords() {
  for (const row of document.querySelectorAll("[data-password-tools]")) {
    const field = document.getElementById(row.dataset.passwordTools);
    if (field) row.append(toggleOf(field, row.dataset));
  }
}

function toggleOf(field, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "text-action";
  button.setAttribute("aria-controls", field.id);
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? words.hide : words.show;
  };
  show(false);
  button.addEventListener("click", () => show(field.type === "password"));
  field.form.addEventListener("submit", () => show(false));
  return button;
}
